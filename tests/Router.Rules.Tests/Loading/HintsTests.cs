using System.Text.RegularExpressions;
using Router.Rules.Loading;

namespace Router.Rules.Tests.Loading;

/// What is proposed instead, at the edges of what shows what was meant.
public sealed class HintsTests
{
    [Theory]
    [InlineData("8:00", "08:00")]
    [InlineData("8", "08:00")]
    [InlineData("0", "00:00")]
    [InlineData("23", "23:00")]
    [InlineData("24", null)]
    [InlineData("-1", null)]
    [InlineData("23:59", "23:59")]
    [InlineData("23:60", null)]
    [InlineData("9.05", "09:05")]
    [InlineData("9：30", "09:30")]
    [InlineData("7:05:30", "07:05")]
    [InlineData("1:2:3:4", null)]
    [InlineData("9am", "09:00")]
    [InlineData("9 PM", "21:00")]
    [InlineData("11:30pm", "23:30")]
    [InlineData("12pm", "12:00")]
    [InlineData("12am", "00:00")]
    [InlineData("12:30 AM", "00:30")]
    [InlineData("1am", "01:00")]
    [InlineData("0pm", "12:00")]
    [InlineData("-1pm", null)]
    [InlineData("12:15pm", "12:15")]
    [InlineData("13pm", "13:00")]
    [InlineData(" 9:05 ", "09:05")]
    [InlineData("x", null)]
    [InlineData("9:x", null)]
    [InlineData("pm", null)]
    [InlineData("", null)]
    public void A_time_of_day_is_proposed_with_two_digits_each(string text, string? proposed) => Hints.TimeOfDay(text).Should().Be(proposed);

    [Theory]
    [InlineData("UTC+8", "Asia/Shanghai")]
    [InlineData("gmt+8", "Asia/Shanghai")]
    [InlineData("+08:00", "Asia/Shanghai")]
    [InlineData("+0800", "Asia/Shanghai")]
    [InlineData("UTC + 8", null)]
    [InlineData("UTC +8", "Asia/Shanghai")]
    [InlineData("-8", "Etc/GMT+8")]
    [InlineData("GMT-3", "Etc/GMT+3")]
    [InlineData("GMT+9", "Etc/GMT-9")]
    [InlineData("-05:00", "Etc/GMT+5")]
    [InlineData("-0500", "Etc/GMT+5")]
    [InlineData("+14", "Etc/GMT-14")]
    [InlineData("+15", null)]
    [InlineData("+0", "UTC")]
    [InlineData("-00:00", "UTC")]
    [InlineData("+", null)]
    [InlineData("8", null)]
    [InlineData("88", null)]
    [InlineData("+x", null)]
    [InlineData("+8x", null)]
    [InlineData("UTC", null)]
    [InlineData("Etc/GMT+8", null)]
    [InlineData("etc/+8", null)]
    [InlineData("CST+8", null)]
    public void An_offset_is_the_zone_that_people_mean_by_it(string text, string? zone) => Hints.Zone(text).Should().Be(zone);

    [Theory]
    [InlineData("2026-01-01T00:00", "has no offset, so it could mean any of a day's hours. Write \"2026-01-01T00:00+08:00\" for the time of China, or \"2026-01-01T00:00Z\" for UTC.")]
    [InlineData("2026-01-01T00:00:00.5", "has no offset, so it could mean any of a day's hours. Write \"2026-01-01T00:00:00.5+08:00\" for the time of China, or \"2026-01-01T00:00:00.5Z\" for UTC.")]
    [InlineData("2026-02-28", "has no offset, so it could mean any of a day's hours. Write \"2026-02-28T00:00:00+08:00\" for the time of China, or \"2026-02-28T00:00:00Z\" for UTC.")]
    [InlineData("2026/1/2", "is no date and time as they are written here. Write it as \"2026-01-02T00:00:00+08:00\": year, month, day, T, time, offset.")]
    [InlineData("26/1/2", "is no date and time as they are written here. Write it as \"2026-01-01T00:00:00+08:00\": year, month, day, T, time, offset.")]
    [InlineData("03/04/2026", "is no date and time as they are written here. Write it as \"2026-01-01T00:00:00+08:00\": year, month, day, T, time, offset.")]
    [InlineData("2026-01-02 08:00:00Z", "is no date and time as they are written here. Write it as \"2026-01-02T08:00:00+00:00\": year, month, day, T, time, offset.")]
    [InlineData("2026-01-02 08:00:00-05:00", "is no date and time as they are written here. Write it as \"2026-01-02T08:00:00-05:00\": year, month, day, T, time, offset.")]
    [InlineData("2026-01-02 08:00", "is no date and time as they are written here. Write it as \"2026-01-02T08:00:00+08:00\": year, month, day, T, time, offset.")]
    [InlineData("2026", "is no date and time as they are written here. Write it as \"2026-01-01T00:00:00+08:00\": year, month, day, T, time, offset.")]
    public void A_time_is_proposed_as_it_is_written_here(string text, string words) => Hints.NoInstant(text).Should().Be($"\"{text}\" {words}");

    [Theory]
    [InlineData(RegexParseError.InsufficientClosingParentheses, "a ( has no ) that closes it")]
    [InlineData(RegexParseError.InsufficientOpeningParentheses, "a ) has no ( that opens it; for a plain bracket write \\\\)")]
    [InlineData(RegexParseError.UnterminatedBracket, "a [ has no ] that closes it")]
    [InlineData(RegexParseError.QuantifierAfterNothing, "*, + or ? stands where nothing comes before it; for any text write .*")]
    [InlineData(RegexParseError.NestedQuantifiersNotParenthesized, "two of *, + and ? follow each other")]
    [InlineData(RegexParseError.ReversedQuantifierRange, "in {n,m} the first number is larger than the second")]
    [InlineData(RegexParseError.ReversedCharacterRange, "in [a-z] the first character comes behind the last")]
    [InlineData(RegexParseError.UnescapedEndingBackslash, "it ends with a backslash")]
    [InlineData(RegexParseError.UnrecognizedEscape, "this letter means nothing behind a backslash")]
    [InlineData(RegexParseError.UndefinedNumberedReference, "it refers to a group that is not there")]
    [InlineData(RegexParseError.UndefinedNamedReference, "it refers to a group that is not there")]
    [InlineData(RegexParseError.AlternationHasComment, "it is written in a way that nothing can read")]
    public void What_is_wrong_with_a_pattern_is_said_in_plain_words(RegexParseError error, string words) => Hints.Pattern(error).Should().Be(words);

    [Theory]
    [InlineData("ios", " ")]
    [InlineData("ios,android", " Several values stand in an array: [\"ios\", \"android\"].")]
    [InlineData("a , b", " Several values stand in an array: [\"a\", \"b\"].")]
    public void Several_values_in_one_text_are_proposed_as_an_array(string text, string words) => Hints.ForSeveral(text).Should().Be(words.TrimEnd(' '));

    [Theory]
    [InlineData("wechat", "wechat.app")]
    [InlineData("WeChatPay", "wechat.app")]
    [InlineData("ali", null)]
    [InlineData("cash", null)]
    public void A_brand_alone_is_the_first_of_its_methods(string text, string? method) =>
        Hints.MethodOf(text, ["wechat.native", "alipay.page", "wechat.app"]).Should().Be(method);

    [Theory]
    [InlineData("platfrom", "platform")]
    [InlineData("PLATFORM", "platform")]
    [InlineData(" platform ", "platform")]
    [InlineData("card_bank", "cardBank")]
    [InlineData("native", "wechat.native")]
    [InlineData("tag", "tags")]
    [InlineData("tgas", "tags")]
    [InlineData("tgsa", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void The_nearest_known_word_is_proposed(string word, string? proposed) =>
        Suggest.Nearest(word, ["platform", "cardBank", "wechat.native", "tags"]).Should().Be(proposed);

    [Fact]
    public void Only_words_of_up_to_64_characters_are_looked_for()
    {
        var known = new string('a', 64);
        Suggest.Nearest(new string('a', 63) + "b", [known]).Should().Be(known);
        Suggest.Nearest(new string('a', 65), [known]).Should().BeNull();
    }

    [Fact]
    public void Up_to_24_words_are_listed_and_of_more_the_first_twelve()
    {
        var words = Enumerable.Range(1, 25).Select(i => $"w{i}").ToArray();
        Suggest.List(words[..24]).Should().Be("w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15, w16, w17, w18, w19, w20, w21, w22, w23, w24");
        Suggest.List(words).Should().Be("w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, … (25 in all)");
    }
}
