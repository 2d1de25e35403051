using System.Text;

namespace Router.Plugins.Tests;

public sealed class PluginsFileTests
{
    private const string Good = """{ "id": "noop", "folder": "Router.Channel.NoOp", "trust": "build" }""";

    private static PluginsFile Parse(string json) => PluginsFile.Parse(Encoding.UTF8.GetBytes(json), "/etc/router/plugins.json");

    [Fact]
    public void Bytes_that_are_no_text_are_told()
    {
        var file = PluginsFile.Parse([.. "{ \"plugins\": [\n  { \"id\": \""u8, 0xed, 0xa0, .. "\" } ] }"u8], "/etc/router/plugins.json");

        file.IsUsable.Should().BeFalse();
        file.Problems[0].Message.Should().Contain("(2,").And.Contain("not valid Unicode");
    }

    [Fact]
    public void Every_member_is_read()
    {
        var file = Parse("""
            {
              "$schema": "plugins.schema.json",
              // Comments and trailing commas are fine.
              "plugins": [
                { "id": "noop", "folder": "Router.Channel.NoOp", "version": "[0.1,1.0)", "trust": "build", "enabled": false },
                { "id": "acme", "folder": "/opt/acme", "trust": { "key": "keys/acme.pem" }, "accounts": "accounts/acme.json" },
              ],
            }
            """);

        file.Problems.Should().BeEmpty();
        file.Entries.Should().Equal(
            new PluginEntry("noop", "Router.Channel.NoOp", new(new(0, 1, 0), true, new(1, 0, 0), false), new PluginTrust.Build(), false, null),
            new PluginEntry("acme", "/opt/acme", VersionRange.Any, new PluginTrust.Key("/etc/router/keys/acme.pem"), true, "/etc/router/accounts/acme.json"));
    }

    [Theory]
    [InlineData("", "RTR2002", "(1,1)")]
    [InlineData("{\n\"plugins\": [\n{ \"id\" }\n] }", "RTR2002", "(3,")]
    [InlineData("{ \"plugins\": [] } x", "RTR2002", "(1,")]
    [InlineData("[]", "RTR2003", "(1,1)")]
    [InlineData("{}", "RTR2003", "\"plugins\" is missing")]
    [InlineData("{ \"plugins\": {} }", "RTR2003", "must be a list")]
    [InlineData("{ \"plugins\": [],\n  \"colour\": 1 }", "RTR2003", "(2,3): \"colour\"")]
    [InlineData("{ \"plugins\": [\n  7 ] }", "RTR2003", "(2,3)")]
    [InlineData("{ \"plugins\": [\n  { \"id\": \"noop\", \"trust\": \"build\" } ] }", "RTR2003", "(2,3): the entry lacks \"folder\"")]
    [InlineData("{ \"plugins\": [\n  { \"id\": \"noop\", \"folder\": \"f\" } ] }", "RTR2003", "lacks \"trust\"")]
    [InlineData("{ \"plugins\": [\n  { \"id\": \"NoOp\" } ] }", "RTR2003", "the id \"NoOp\"")]
    [InlineData("{ \"plugins\": [\n  { \"id\": 5 } ] }", "RTR2003", "must be a string")]
    [InlineData("{ \"plugins\": [\n  { \"folder\": \"../x\" } ] }", "RTR2003", "leads out of the plugins root")]
    [InlineData("{ \"plugins\": [\n  { \"folder\": \"a/..\\\\..\\\\x\" } ] }", "RTR2003", "leads out of the plugins root")]
    [InlineData("{ \"plugins\": [\n  { \"version\": \"1.0\" } ] }", "RTR2003", "the version range \"1.0\"")]
    [InlineData("{ \"plugins\": [\n  { \"trust\": \"me\" } ] }", "RTR2003", "\"trust\"")]
    [InlineData("{ \"plugins\": [\n  { \"trust\": { \"sha256\": \"12\" } } ] }", "RTR2003", "\"trust\"")]
    [InlineData("{ \"plugins\": [\n  { \"enabled\": \"yes\" } ] }", "RTR2003", "must be true or false")]
    [InlineData("{ \"plugins\": [\n  { \"accounts\": \"a\\u0000b\" } ] }", "RTR2003", "names no file")]
    [InlineData("{ \"plugins\": [\n  { \"trust\": { \"key\": \"\\u0000\" } } ] }", "RTR2003", "names no file")]
    [InlineData("{ \"plugins\": [\n  { \"folder\": \"\\ud800\" } ] }", "RTR2003", "not valid Unicode")]
    [InlineData("{ \"plugins\": [\n  { \"coluor\": {} } ] }", "RTR2003", "\"coluor\" is not a member")]
    public void A_wrong_file_is_not_usable_and_says_where(string json, string id, string says)
    {
        var file = Parse(json);

        file.IsUsable.Should().BeFalse();
        file.Problems[0].Id.Should().Be(id);
        file.Problems[0].Message.Should().Contain("/etc/router/plugins.json(").And.Contain(says);
    }

    [Fact]
    public void Every_mistake_is_told_not_the_first_only() =>
        Parse("""{ "plugins": [ { "id": "NO", "folder": "../x", "trust": 1, "more": [1, { "deep": 2 }] }, { "id": "ok" } ] }""")
            .Problems.Should().HaveCount(5);

    [Fact]
    public void Of_two_entries_with_one_id_the_first_counts()
    {
        var file = Parse($$"""{ "plugins": [ {{Good}},{{"\n"}}{ "id": "noop", "folder": "other", "trust": "build" } ] }""");

        file.IsUsable.Should().BeTrue();
        file.Entries.Should().ContainSingle(e => e.Folder == "Router.Channel.NoOp");
        file.Problems.Should().ContainSingle(p => p.Id == "RTR2004").Which.Message.Should().Contain("(2)");
    }

    [Fact]
    public void A_huge_file_is_not_read()
    {
        Parse(new string(' ', PluginsFile.BytesMax + 1)).Problems.Should().ContainSingle(p => p.Id == "RTR2001");
        var path = Path.GetTempFileName();
        using (var stream = File.OpenWrite(path))
            stream.SetLength(1L << 40);
        PluginsFile.Read(path).Problems.Should().ContainSingle(p => p.Id == "RTR2001");
        File.Delete(path);
    }

    [Fact]
    public void Deep_nesting_is_no_crash() =>
        Parse("{ \"plugins\": [ { \"x\": " + new string('[', 100_000)).Problems.Should().Contain(p => p.Id == "RTR2002");

    [Fact]
    public void A_missing_file_is_a_problem() =>
        PluginsFile.Read("/nowhere/plugins.json").Problems.Should().ContainSingle(p => p.Id == "RTR2001");

    [Fact]
    public void Whatever_is_cut_off_or_changed_never_throws()
    {
        var whole = Encoding.UTF8.GetBytes($$"""{ "plugins": [ {{Good}}, { "id": "b-2", "folder": "b", "trust": { "key": "k" }, "version": "[1,2]" } ] }""");
        for (var length = 0; length <= whole.Length; length++)
        {
            PluginsFile.Parse(whole.AsSpan(0, length), "p.json").IsUsable.Should().Be(length == whole.Length);
            foreach (var odd in "\"{}[],:0\0"u8)
            {
                var changed = whole.ToArray();
                if (length < whole.Length)
                    changed[length] = odd;
                PluginsFile.Parse(changed, "p.json").Should().NotBeNull();
            }
        }
    }
}
