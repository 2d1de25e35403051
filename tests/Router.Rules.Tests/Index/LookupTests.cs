using Router.Rules.Index;

namespace Router.Rules.Tests.Index;

/// From a value to its place: texts of digits, numbers among bounds, texts by their hash.
public sealed class LookupTests
{
    private const long Twelve7 = 12L * 12 * 12 * 12 * 12 * 12 * 12;

    [Theory]
    [InlineData("", 0)]
    [InlineData("0", Twelve7)]
    [InlineData("9", 10 * Twelve7)]
    [InlineData(":", 11 * Twelve7)]
    [InlineData("00000000", 39089245)]
    [InlineData("00000001", 39089246)]
    [InlineData("0000000", 39089244)]
    [InlineData("000000000", -1)]
    [InlineData(";", -1)]
    [InlineData("/", -1)]
    [InlineData("6222a", -1)]
    [InlineData("語", -1)]
    public void A_text_of_up_to_eight_digits_is_a_number(string text, long number) => DigitText.Of(text).Should().Be(number);

    [Fact]
    public void Numbers_of_digits_stand_in_the_order_of_their_texts()
    {
        string[] ordered = ["", "0", "00", "0000000", "00000000", "00000001", "00000009", "0000001", "01", "09", "1", "29", "29999999", "2:", "3", "62220212", "622203", "99999999", "9:", ":"];
        ordered.Select(DigitText.Of).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    public static TheoryData<string, long[]> Bounds() => new()
    {
        { "none", [] },
        { "one", [5] },
        { "few", [.. Enumerable.Range(0, 32).Select(i => i * 3L)] },
        { "more than few", [.. Enumerable.Range(0, 33).Select(i => i * 3L)] },
        { "even", [.. Enumerable.Range(0, 5_000).Select(i => (i * 20L) + 7)] },
        { "crowded", [.. Enumerable.Range(0, 3_000).Select(i => (long)i)] },
        { "growing", [.. Enumerable.Range(0, 62).Select(i => 1L << i)] },
        { "below zero", [.. Enumerable.Range(-2_000, 4_000).Select(i => i * 11L)] },
        { "all below zero", [.. Enumerable.Range(1, 100).Select(i => i - 1_000_000L)] },
        { "the whole line", [long.MinValue, .. Enumerable.Range(-50, 100).Select(i => i * 1_000_000_000_000L), long.MaxValue] },
        { "two heaps", [.. Enumerable.Range(0, 200).Select(i => (long)i), .. Enumerable.Range(0, 200).Select(i => 4_000_000_000_000L + i)] },
        { "at the end", [.. Enumerable.Range(0, 70).Select(i => long.MaxValue - 69 + i)] },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void As_many_bounds_lie_at_or_below_a_number_as_a_count_finds(string name, long[] bounds)
    {
        var line = new NumberLine(bounds);
        long[] asked = [long.MinValue, long.MinValue + 1, -1, 0, 1, 31, 32, 33, 63, 64, 65, long.MaxValue - 1, long.MaxValue, .. bounds.SelectMany(b => new[] { unchecked(b - 1), b, unchecked(b + 1) })];

        foreach (var number in asked.Take(4_000))
        {
            var place = ~Array.BinarySearch(bounds, number);
            var (count, isBound) = place < 0 ? (~place + 1, true) : (place, false);
            line.AtOrBelow(number).Should().Be(count, $"{name}, {number}");
            line.IsBound(number, count).Should().Be(isBound, $"{name}, {number}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(1_000)]
    public void Every_text_is_found_under_its_number_and_no_other_is(int count)
    {
        var texts = Enumerable.Range(0, count).ToDictionary(i => $"merchant-{i:0000}-x", i => i * 2, StringComparer.Ordinal);

        var table = new TextTable(texts);

        foreach (var (text, number) in texts) table.Find(text).Should().Be(number);
        foreach (var other in new[] { "", "m", "mer", "merc", "merchant-0000-y", "merchant-9999-x", "Merchant-0000-x" }) table.Find(other).Should().Be(-1);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(200)]
    public void Texts_alike_at_both_ends_are_told_apart_however_many_they_are(int count)
    {
        var texts = Enumerable.Range(0, count).ToDictionary(i => $"same{i:0000}ends", i => i, StringComparer.Ordinal);

        var table = new TextTable(texts);

        foreach (var (text, number) in texts) table.Find(text).Should().Be(number);
        table.Find("same9999ends").Should().Be(-1);
        table.Find("other").Should().Be(-1);
    }

    [Fact]
    public void Short_texts_are_found_too()
    {
        string[] shorts = ["", "a", "b", "ab", "ba", "abc", "cba", "abcd", "dcba", "語", "\0", "a\0", "\0a"];
        var table = new TextTable(shorts.Select((text, number) => (text, number)).ToDictionary(t => t.text, t => t.number, StringComparer.Ordinal));

        for (var i = 0; i < shorts.Length; i++) table.Find(shorts[i]).Should().Be(i);
        table.Find("c").Should().Be(-1);
        table.Find("\0\0").Should().Be(-1);
    }
}
