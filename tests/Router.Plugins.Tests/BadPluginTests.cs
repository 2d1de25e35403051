using System.Text.Json.Nodes;

namespace Router.Plugins.Tests;

/// <summary>Every way in which a plugin can be bad is one numbered diagnostic, and the good plugin beside it never notices.</summary>
public sealed class BadPluginTests
{
    private static readonly Dictionary<string, (string ExpectedId, Func<Yard, string> Make)> _cases = new()
    {
        ["missing folder"] = ("RTR2005", _ => Yard.Entry("bad", "nowhere")),
        ["missing file"] = ("RTR2007", y => Damaged(y, f => File.Delete(Path.Combine(f, "Fixture.JsonOld.deps.json")))),
        ["missing assembly"] = ("RTR2007", y => Rehashed(y, f => File.Delete(Path.Combine(f, "Fixture.JsonOld.dll")))),
        ["missing hash list"] = ("RTR2007", y => Damaged(y, f => File.Delete(Path.Combine(f, "plugin.hashes.json")))),
        ["missing manifest"] = ("RTR2007", y => Rehashed(y, f => File.Delete(Path.Combine(f, "plugin.json")))),
        ["extra file"] = ("RTR2008", y => Damaged(y, f => File.WriteAllText(Path.Combine(f, "more.dll"), ""))),
        ["wrong hash"] = ("RTR2009", y => Damaged(y, f => File.AppendAllText(Path.Combine(f, "Fixture.JsonOld.dll"), "x"))),
        ["hash list no JSON"] = ("RTR2010", y => Damaged(y, f => File.WriteAllText(Path.Combine(f, "plugin.hashes.json"), "{"))),
        ["link in the folder"] = ("RTR2006", y => Damaged(y, f => File.CreateSymbolicLink(Path.Combine(f, "link.txt"), "/etc/hostname"))),
        ["manifest no JSON"] = ("RTR2014", y => Rehashed(y, f => File.WriteAllText(Path.Combine(f, "plugin.json"), "{\n \"id\": }"))),
        ["manifest unknown member"] = ("RTR2014", y => Edited(y, m => m["colour"] = "red")),
        ["manifest wrong value"] = ("RTR2015", y => Edited(y, m => m["callTimeout"] = "01:00:00")),
        ["manifest assembly with folder"] = ("RTR2015", y => Edited(y, m => m["assembly"] = "../Other.dll")),
        ["manifest with a null method"] = ("RTR2015", y => Edited(y, m => m["methods"]!.AsArray().Add(null))),
        ["other id"] = ("RTR2016", y => Edited(y, m => m["id"] = "other")),
        ["version outside range"] = ("RTR2017", y => { y.Place("Fixture.JsonOld"); return Yard.Entry("json-old", "Fixture.JsonOld", ", \"version\": \"[2.0,)\""); }
        ),
        ["newer contract"] = ("RTR2018", y => Edited(y, m => m["contract"] = new JsonObject { ["min"] = 2, ["max"] = 3 })),
        ["newer contract with members unknown here"] = ("RTR2018", y => Edited(y, m => { m["contract"] = new JsonObject { ["min"] = 2, ["max"] = 3 }; m["new"] = 1; })),
        ["older contract"] = ("RTR2019", y => Edited(y, m => m["contract"] = new JsonObject { ["min"] = 0, ["max"] = 0 })),
        ["manifest disagrees with code"] = ("RTR2020", y => Edited(y, m => m["displayName"] = "Another name")),
        ["not an assembly"] = ("RTR2021", y => Rehashed(y, f => File.WriteAllText(Path.Combine(f, "Fixture.JsonOld.dll"), "no assembly"))),
        ["private copy of the contract"] = ("RTR2022", y => Rehashed(y, f => File.Copy(typeof(Router.Abstractions.IChannel).Assembly.Location, Path.Combine(f, "Router.Abstractions.dll")))),
        ["forbidden reference"] = ("RTR2023", y => Placed(y, "Fixture.ForbiddenReference", "forbidden")),
        ["missing dependency"] = ("RTR2024", y => Rehashed(y, f => File.Delete(Path.Combine(f, "Newtonsoft.Json.dll")))),
        ["native library missing"] = ("RTR2025", y => Placed(y, "Fixture.NativeMissing", "native")),
        ["no plugin type"] = ("RTR2026", y => Placed(y, "Fixture.NoPluginType", "no-type")),
        ["two plugin types"] = ("RTR2027", y => Placed(y, "Fixture.TwoPluginTypes", "two-types")),
        ["throwing constructor"] = ("RTR2028", y => Placed(y, "Fixture.ThrowingConstructor", "throwing")),
        ["hanging constructor"] = ("RTR2029", y =>
        {
            y.Options = y.Options with { CodeLimit = TimeSpan.FromSeconds(2) };
            return Placed(y, "Fixture.HangingConstructor", "hanging");
        }
        ),
        ["duplicate id"] = ("RTR2004", y => Placed(y, "Fixture.GoodV2", "good")),
    };

    public static TheoryData<string> Cases => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_bad_plugin_is_one_diagnostic_and_harms_no_other(string name)
    {
        await using var yard = new Yard();
        var (expectedId, make) = _cases[name];
        var bad = make(yard);
        yard.Place("Fixture.Good");

        var report = await yard.ApplyAsync(Yard.Entry("good", "Fixture.Good"), bad);

        report.Diagnostics.Select(d => d.Id).Should().Equal(expectedId);
        report.Diagnostics[0].Mend.Should().NotBeEmpty();
        yard.Catalog.Loaded.Keys.Should().Equal("good");
        (await yard.PayAsync("good")).Should().Be("1.0.0");
    }

    [Fact]
    public async Task A_constructor_that_failed_is_not_run_again_until_its_files_change()
    {
        await using var yard = new Yard();
        var folder = yard.Place("Fixture.ThrowingConstructor");
        var entry = Yard.Entry("throwing", "Fixture.ThrowingConstructor");
        var first = await yard.ApplyAsync(entry);

        var again = await yard.ApplyAsync(entry);

        again.Diagnostics.Single().Should().BeSameAs(first.Diagnostics.Single(), "it was not tried a second time");
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "changed");
        Yard.Rehash(folder);
        (await yard.ApplyAsync(entry)).Diagnostics.Single().Should().NotBeSameAs(first.Diagnostics.Single());
    }

    [Fact]
    public async Task Every_bad_plugin_at_once_leaves_the_good_one_running()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good");
        string[] bad = [
            Placed(yard, "Fixture.ForbiddenReference", "forbidden"), Placed(yard, "Fixture.NativeMissing", "native"),
            Placed(yard, "Fixture.NoPluginType", "no-type"), Placed(yard, "Fixture.TwoPluginTypes", "two-types"),
            Placed(yard, "Fixture.ThrowingConstructor", "throwing")];

        var report = await yard.ApplyAsync([.. bad, Yard.Entry("good", "Fixture.Good")]);

        report.Diagnostics.Select(d => d.PluginId).Should().BeEquivalentTo("forbidden", "native", "no-type", "two-types", "throwing");
        report.Changes.Should().Equal(new PluginChange(PluginChangeKind.Added, "good", null, "1.0.0"));
        (await yard.PayAsync("good")).Should().Be("1.0.0");
    }

    private static string Placed(Yard yard, string fixture, string id)
    {
        yard.Place(fixture);
        return Yard.Entry(id, fixture);
    }

    private static string Damaged(Yard yard, Action<string> damage)
    {
        damage(yard.Place("Fixture.JsonOld"));
        return Yard.Entry("json-old", "Fixture.JsonOld");
    }

    private static string Rehashed(Yard yard, Action<string> damage) => Damaged(yard, folder =>
    {
        damage(folder);
        Yard.Rehash(folder);
    });

    private static string Edited(Yard yard, Action<JsonNode> edit) => Damaged(yard, folder => Yard.EditManifest(folder, edit));
}
