using System.Text;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules.Tests.Json;

/// What a JSON text is read as, and what is told of one that is none, with its place.
public sealed class JsonReadingTests
{
    [Theory]
    [InlineData("{ \u00A0\"a\": 1 }", "(1,3) $ RTR1001: This is not JSON: A special blank stands here, which looks like an ordinary one. Delete it and write a plain blank.")]
    [InlineData("{ \u200B\"a\": 1 }", "(1,3) $ RTR1001: This is not JSON: A special blank stands here, which looks like an ordinary one. Delete it and write a plain blank.")]
    [InlineData("{ \uFEFF\"a\": 1 }", "(1,3) $ RTR1001: This is not JSON: A special blank stands here, which looks like an ordinary one. Delete it and write a plain blank.")]
    [InlineData("{ \"a\": \"\\u12g4\" }", "(1,13) $ RTR1001: This is not JSON: \\u wants four hexadecimal digits behind it. Write the character itself, or a backslash twice.")]
    [InlineData("{ \"a\": \"\\ug\" }", "(1,11) $ RTR1001: This is not JSON: \\u wants four hexadecimal digits behind it. Write the character itself, or a backslash twice.")]
    [InlineData("{ \"a\": \"\\u123g\" }", "(1,14) $ RTR1001: This is not JSON: \\u wants four hexadecimal digits behind it. Write the character itself, or a backslash twice.")]
    [InlineData("{ \"a\": \"x\\\"y\\d\" }", "(1,13) $ RTR1001: This is not JSON: A backslash in a text is written twice: \"\\\\d\". This matters in patterns.")]
    [InlineData("{ \"a\": \"\u001f\" }", "(1,9) $ RTR1001: This is not JSON: A tab or another control character stands in a text. Write \\t for a tab.")]
    [InlineData("{ \"name\": \"\\ud800\" }", "(1,11) $ RTR1001: This is not JSON: the text is not valid Unicode. Save the file as UTF-8.")]
    [InlineData("{ \"a\": 1,\n  // note\n  \"b\": 2 }", "(2,3) $ RTR1003: Comments are not allowed here. Put the words into \"description\".")]
    [InlineData("{ \"a\": 1 } /* end */", "(1,12) $ RTR1003: Comments are not allowed here. Put the words into \"description\".")]
    [InlineData("{ \"a\": [1, 2, ] }", "(1,13) $.a RTR1003: A comma after the last entry is not allowed. Delete it.")]
    [InlineData("{ \"a\": [1, { \"b c\": 1 , }] }", "(1,23) $.a[1] RTR1003: A comma after the last entry is not allowed. Delete it.")]
    [InlineData("{ \"é\": [1],\n }", "(1,11) $ RTR1003: A comma after the last entry is not allowed. Delete it.")]
    [InlineData("{ \"a\": { \"b c\": 1, \"b c\": 2 } }", "(1,20) $.a['b c'] RTR1004: \"b c\" stands here twice. Keep one of them.")]
    [InlineData("{ \"a\": [ { \"it's\": 1, \"it's\": 2 } ] }", "(1,23) $.a[0]['it\\'s'] RTR1004: \"it's\" stands here twice. Keep one of them.")]
    [InlineData("{ \"a_1$\": 1, \"a_1$\": 2 }", "(1,14) $.a_1$ RTR1004: \"a_1$\" stands here twice. Keep one of them.")]
    [InlineData("{ \"\": 1, \"\": 2 }", "(1,10) $[''] RTR1004: \"\" stands here twice. Keep one of them.")]
    [InlineData("{ \"a-b\": 1, \"a-b\": 2 }", "(1,13) $['a-b'] RTR1004: \"a-b\" stands here twice. Keep one of them.")]
    public void A_mistake_is_told_at_its_place(string json, string told) => Findings(Encoding.UTF8.GetBytes(json)).Should().Equal(told);

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xFE, 0xFF })]
    [InlineData(new byte[] { 0, (byte)'{' })]
    [InlineData(new byte[] { (byte)'{', 0 })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 })]
    public void UTF_16_is_told_as_such_however_short(byte[] bytes) =>
        Findings(bytes).Should().Equal("(1,1) $ RTR1001: This is not JSON: The file is saved as UTF-16. Save it as UTF-8.");

    [Fact]
    public void Bytes_that_are_no_text_are_told_where_they_stand()
    {
        Findings([.. "{ \"a\": \""u8, 0xFF, .. "\" }"u8]).Should().ContainSingle().Which.Should().StartWith("(1,").And.EndWith("not valid Unicode. Save the file as UTF-8.");
        Findings([0xFF]).Should().ContainSingle();
        Findings([0xFE, (byte)'x']).Should().ContainSingle().Which.Should().NotContain("UTF-16");
        Findings([0xFF, (byte)'x']).Should().ContainSingle().Which.Should().NotContain("UTF-16");
    }

    [Fact]
    public void Sixty_four_levels_are_read_and_not_one_more()
    {
        Findings(Encoding.UTF8.GetBytes(new string('[', 63) + new string(']', 63))).Should().BeEmpty();
        Findings(Encoding.UTF8.GetBytes(new string('[', 64) + new string(']', 64))).Should().BeEmpty();
        Findings(Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65))).Should().Equal("(1,65) $ RTR1002: Nested deeper than 64 levels. Flatten this part.");
    }

    [Fact]
    public void A_text_of_32_MB_is_read_and_not_one_byte_more()
    {
        var bytes = new byte[(32 * 1024 * 1024) + 1];
        Array.Fill(bytes, (byte)' ');
        bytes[0] = (byte)'1';

        Findings(bytes).Should().Equal("(1,1) $ RTR1002: The text has 33554433 bytes; at most 33554432 are read. Split or shorten it.");
        Findings(bytes.AsMemory(1).ToArray()).Should().ContainSingle().Which.Should().Contain("ends too early");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    public void A_name_that_stands_twice_is_found_however_many_stand_between(int between)
    {
        var names = string.Join(", ", Enumerable.Range(0, between).Select(i => $"\"n{i}\": [{i}, {{ \"x\": 1 }}]"));

        Findings(Encoding.UTF8.GetBytes($"{{ {names}, \"n0\": 1 }}")).Should().ContainSingle().Which.Should().EndWith("$.n0 RTR1004: \"n0\" stands here twice. Keep one of them.");
        Findings(Encoding.UTF8.GetBytes($"{{ {names}, \"x\": 1 }}")).Should().BeEmpty();
        var item = Read($"{{ {names}, \"n1\": 1, \"last\": 2 }}");
        item.Members.Select(m => m.Name).Should().Equal([.. Enumerable.Range(0, between).Select(i => $"n{i}"), "last"]);
        item.Member("n1")!.Value.Items.Should().HaveCount(2, "the first one counts");
    }

    [Fact]
    public void Every_kind_of_value_keeps_its_text()
    {
        var item = Read("""{ "t": "a\"\u00e9b", "e": "", "n": -1.50e3, "y": true, "f": false, "z": null, "a": [1], "o": { "x": 1 } }""");

        item.Members.Select(m => $"{m.Name} {m.Value.Kind} {m.Value.Text}|").Should().Equal(
            "t Text a\"éb|", "e Text |", "n Number -1.50e3|", "y Boolean true|", "f Boolean false|", "z Null null|", "a Array |", "o Object |");
        (item.Member("y")!.Value.IsTrue, item.Member("f")!.Value.IsTrue, item.Member("t")!.Value.IsTrue).Should().Be((true, false, false));
        item.Member("nobody").Should().BeNull();
        item.Member("a")!.Value.Members.Should().BeEmpty();
        item.Member("o")!.Value.Items.Should().BeEmpty();
    }

    [Theory]
    [InlineData("9223372036854775807", 9223372036854775807L)]
    [InlineData("-9223372036854775808", -9223372036854775808L)]
    [InlineData("0", 0L)]
    [InlineData("-0", 0L)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1.0", null)]
    [InlineData("1e2", null)]
    [InlineData("\"1\"", null)]
    [InlineData("true", null)]
    public void Only_whole_numbers_of_64_bits_are_integers(string json, long? number)
    {
        Read(json).TryInteger(out var read).Should().Be(number is not null);
        read.Should().Be(number ?? 0);
    }

    [Fact]
    public void Values_of_one_length_and_of_thirty_two_characters_and_more_are_told_apart()
    {
        string[] texts = [.. Enumerable.Range(0, 3_000).Select(i => $"{new string('v', 26 + (i % 3))}-{i:0000}"), "", "x", new('y', 31), new('y', 32), new('y', 33)];

        Read($"[{string.Join(",", texts.Select(t => $"\"{t}\""))}]").Items.Select(i => i.Text).Should().Equal(texts);
        Read($"[{string.Join(",", texts[..20].Concat(texts[..20]).Select(t => $"\"{t}\""))}]").Items.Select(i => i.Text).Should().Equal(texts[..20].Concat(texts[..20]));
    }

    [Fact]
    public void Places_are_counted_in_lines_and_UTF_16_units_in_any_order()
    {
        var source = new SourceText("x", Encoding.UTF8.GetBytes("ab\n收é😀x\n\nend"));

        (int Offset, int Line, int Column)[] places = [(0, 1, 1), (1, 1, 2), (2, 1, 3), (3, 2, 1), (6, 2, 2), (8, 2, 3), (12, 2, 5), (13, 2, 6), (14, 3, 1), (15, 4, 1), (18, 4, 4), (99, 4, 4), (-1, 1, 1)];
        foreach (var (offset, line, column) in places) source.Locate(offset).Should().Be((line, column), $"offset {offset}");
        foreach (var (offset, line, column) in places.Reverse()) source.Locate(offset).Should().Be((line, column), $"offset {offset}, backwards");
        source.OffsetOf(1, 3).Should().Be(6);
        source.OffsetOf(3, 99).Should().Be(18);
        source.OffsetOf(4, 0).Should().Be(18);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5_000)]
    public void The_canonical_text_has_room_for_every_length(int length)
    {
        var text = new string('x', length);

        CanonicalJson.Text(Read($$"""{ "b": "{{text}}", "a": ["{{text}}", "é\n"] }""")).Should().Be($$"""{"a":["{{text}}","é\n"],"b":"{{text}}"}""");
        CanonicalJson.Text(Read($"[{string.Join(", ", Enumerable.Repeat("1", length))}]")).Should().Be($"[{string.Join(",", Enumerable.Repeat("1", length))}]");
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100)]
    public void However_many_members_there_are_they_stand_in_the_order_of_their_names(int count)
    {
        var names = Enumerable.Range(0, count).Select(i => $"n{i:000}").ToList();

        CanonicalJson.Text(Read($"{{ {string.Join(", ", Enumerable.Reverse(names).Select(n => $"\"{n}\": 1"))} }}"))
            .Should().Be($"{{{string.Join(",", names.Select(n => $"\"{n}\":1"))}}}");
    }

    private static JsonItem Read(string json)
    {
        var source = new SourceText("x", Encoding.UTF8.GetBytes(json));
        return JsonItemReader.Read(source, new Findings(source))!;
    }

    private static IEnumerable<string> Findings(byte[] json)
    {
        var source = new SourceText("x", json);
        var findings = new Findings(source);
        JsonItemReader.Read(source, findings);
        return findings.InFileOrder().Select(f => $"({f.Line},{f.Column}) {f.JsonPath} {f.Id}: {f.Message}");
    }
}
