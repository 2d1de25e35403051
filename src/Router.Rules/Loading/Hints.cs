using System.Globalization;
using System.Text.RegularExpressions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// What to write instead, where what stands there shows what was meant. Each hint is empty or begins with a blank.
internal static class Hints
{
    private static readonly (string Sign, string Operator)[] s_signs = [(">=", "gte"), ("<=", "lte"), (">", "gt"), ("<", "lt"), ("=", "eq")];

    public static string ForArray(JsonItem item, string what)
    {
        if (what == "\"candidates\"" && item.Kind == JsonKind.Object && item.Members.Count > 0)
        {
            if (item.Member("account") is not null) return " Write [ ] around it.";
            var first = item.Members[0];
            var weight = first.Value.TryInteger(out var number) ? number : 1;
            return $" Write [{{ \"account\": \"{first.Name}\", \"weight\": {weight} }}, …].";
        }

        return item.Kind switch
        {
            JsonKind.Text when item.Text.Contains(',', StringComparison.Ordinal) =>
                $" Write [{string.Join(", ", item.Text.Split(',', StringSplitOptions.TrimEntries).Select(t => $"\"{t}\""))}].",
            JsonKind.Text => $" Write [\"{item.Text}\"].",
            JsonKind.Object when what == "\"rules\"" => " Write [ { \"id\": … }, … ]: each rule is one entry and its name is its \"id\".",
            JsonKind.Object => " Write [ ] around it.",
            _ => "",
        };
    }

    public static string ForObject(JsonItem item, string what)
    {
        if (item.Kind == JsonKind.Array && what == "A rule file") return " Write { \"rules\": [ … ], \"default\": { … } }.";
        if (item.Kind == JsonKind.Array && what is "\"when\"" or "A group")
            return " For several groups write { \"all\": [ … ] } or { \"any\": [ … ] }.";
        return what switch
        {
            "\"when\"" or "A group" => " Write fields with what they must be, { \"region\": \"CN\", \"platform\": [\"ios\", \"web\"] }.",
            "\"where\"" => " Write fields with what they must be, { \"feePpm\": { \"lte\": 6000 } }.",
            "\"default\"" when item.Kind == JsonKind.Text => $" Write {{ \"route\": {{ \"strategy\": \"priority\", \"candidates\": [\"{item.Text}\"] }} }}.",
            "\"default\"" => " Write { \"route\": { … } } or { \"decline\": { \"reason\": \"…\" } }.",
            "A rule" => " Write { \"id\": \"…\", \"when\": { … }, \"route\": { … } }.",
            "\"route\"" => $" Write {{ \"strategy\": \"priority\", \"candidates\": [{(item.Kind == JsonKind.Text ? $"\"{item.Text}\"" : "…")}] }}.",
            "\"decline\"" => $" Write {{ \"reason\": \"{(item.Kind == JsonKind.Text ? item.Text : "…")}\" }}.",
            "A window" => " Write { \"from\": \"09:00\", \"to\": \"18:00\", \"zone\": \"Asia/Shanghai\" }.",
            _ => "",
        };
    }

    /// "ios,android" in one text.
    public static string ForSeveral(string text) => text.Contains(',', StringComparison.Ordinal)
        ? $" Several values stand in an array: [{string.Join(", ", text.Split(',', StringSplitOptions.TrimEntries).Select(t => $"\"{t}\""))}]."
        : "";

    public static string ForWeight(JsonItem item)
    {
        if (!decimal.TryParse(item.Text.TrimEnd('%', ' '), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) || number < 0) return "";
        if (number is > 0 and < 1) number *= 100;
        return number == decimal.Truncate(number) && number <= 1_000_000 ? $" Write {number:0}: weights count in proportion to each other." : "";
    }

    public static string ForShare(JsonItem item)
    {
        if (!decimal.TryParse(item.Text.TrimEnd('%', ' '), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return "";
        return number is > 1 and <= 100 ? $" {number}% is {(number / 100).ToString(CultureInfo.InvariantCulture)}." : number is >= 0 and <= 1 ? $" Write {item.Text.Trim()}." : "";
    }

    public static string ForInstant(JsonItem item)
    {
        if (!item.TryInteger(out var number) || number is < 1_000_000_000 or > 9_999_999_999_999) return "";
        var instant = number > 99_999_999_999 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
        return $" Counted from 1970 that is \"{instant:yyyy-MM-dd'T'HH:mm:ss}Z\".";
    }

    public static string ForBoolean(JsonItem item) => item.Text.Trim().ToLowerInvariant() switch
    {
        "true" or "yes" or "y" or "on" or "1" => " Write true.",
        "false" or "no" or "n" or "off" or "0" => " Write false.",
        _ => "",
    };

    public static string ForInteger(JsonItem item, string field)
    {
        var text = item.Text.Trim();
        var isAmount = field == "amount";
        if (field == "feePpm" && decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.Number, CultureInfo.InvariantCulture, out var percent))
            return $" Fees count per million: {percent}% is {percent * 10_000:0}.";
        foreach (var (sign, name) in s_signs)
            if (item.Kind == JsonKind.Text && text.StartsWith(sign, StringComparison.Ordinal))
                return $" For a comparison write {{ \"{name}\": {(long.TryParse(text[sign.Length..].Trim('='), out var bound) ? bound : "…")} }}.";
        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text.Replace("_", "", StringComparison.Ordinal), Styles, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > 1_000_000_000_000)
        {
            return isAmount ? " Amounts are in the smallest unit: 10.50 yuan is 1050." : "";
        }

        var isWhole = number == decimal.Truncate(number) && !text.Contains('.', StringComparison.Ordinal);
        if (isWhole) return item.Kind == JsonKind.Text ? $" Write {number:0}." : "";
        return isAmount
            ? $" Amounts are in the smallest unit: {number:0.00} yuan is {decimal.Truncate(number * 100):0}."
            : $" Write {decimal.Round(number):0} if that is meant.";
    }

    public static string NoInstant(string text)
    {
        if (FactText.TryInstant(text + "Z", out _) || FactText.TryInstant(text + "T00:00:00Z", out _))
        {
            var whole = text.Contains('T', StringComparison.Ordinal) ? text : text + "T00:00:00";
            return $"\"{text}\" has no offset, so it could mean any of a day's hours. Write \"{whole}+08:00\" for the time of China, or \"{whole}Z\" for UTC.";
        }

        // Only where the year comes first is the order of day and month sure.
        var isYearFirst = text.Length >= 8 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0;
        var example = isYearFirst && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
        var hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 9;
        var offset = hasOffset ? $"{example:zzz}" : "+08:00";
        return $"\"{text}\" is no date and time as they are written here. Write it as \"{example:yyyy-MM-dd'T'HH:mm:ss}{offset}\": year, month, day, T, time, offset.";
    }

    /// "8:00" is "08:00"; null where nothing is near.
    public static string? TimeOfDay(string text)
    {
        var plain = text.Trim().ToLowerInvariant();
        var isAfternoon = plain.EndsWith("pm", StringComparison.Ordinal);
        var isOfTwelve = isAfternoon || plain.EndsWith("am", StringComparison.Ordinal);
        if (isOfTwelve) plain = plain[..^2].Trim();
        var parts = plain.Split(':', '.', '：');
        if (parts.Length == 1) parts = [parts[0], "0"];
        // 12am is midnight, 12pm noon.
        if (isOfTwelve && int.TryParse(parts[0], out var half) && half is >= 0 and <= 12) parts[0] = $"{(half % 12) + (isAfternoon ? 12 : 0)}";
        return parts.Length is 2 or 3 && int.TryParse(parts[0], out var hour) && int.TryParse(parts[1], out var minute) && hour is >= 0 and < 24 && minute is >= 0 and < 60
            ? $"{hour:00}:{minute:00}"
            : null;
    }

    /// "GMT+9" is "Etc/GMT-9": those names count the other way round. China has a name that everybody reads.
    public static string? Zone(string id)
    {
        var text = id.Trim().ToUpperInvariant();
        if (text.StartsWith("ETC/", StringComparison.Ordinal)) return null;
        var offset = text.StartsWith("UTC", StringComparison.Ordinal) || text.StartsWith("GMT", StringComparison.Ordinal) ? text[3..].Trim() : text;
        if (offset.Length < 2 || offset[0] is not ('+' or '-')) return null;
        var digits = offset[1..].Split(':')[0];
        if (digits.Length == 4) digits = digits[..2];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 14) return null;
        if (hours == 0) return "UTC";
        return offset[0] == '+' && hours == 8 ? "Asia/Shanghai" : $"Etc/GMT{(offset[0] == '+' ? '-' : '+')}{hours}";
    }

    /// "wechat" alone, or "WeChatPay", is a brand: the first of its methods.
    public static string? MethodOf(string text, IReadOnlyList<string> known)
    {
        var plain = Synonyms.Plain(text);
        return known.Order(StringComparer.Ordinal).FirstOrDefault(m => plain.StartsWith(Synonyms.Plain(m.Split('.')[0]), StringComparison.Ordinal));
    }

    public static string Pattern(RegexParseError error) => error switch
    {
        RegexParseError.InsufficientClosingParentheses => "a ( has no ) that closes it",
        RegexParseError.InsufficientOpeningParentheses => "a ) has no ( that opens it; for a plain bracket write \\\\)",
        RegexParseError.UnterminatedBracket => "a [ has no ] that closes it",
        RegexParseError.QuantifierAfterNothing => "*, + or ? stands where nothing comes before it; for any text write .*",
        RegexParseError.NestedQuantifiersNotParenthesized => "two of *, + and ? follow each other",
        RegexParseError.ReversedQuantifierRange => "in {n,m} the first number is larger than the second",
        RegexParseError.ReversedCharacterRange => "in [a-z] the first character comes behind the last",
        RegexParseError.UnescapedEndingBackslash => "it ends with a backslash",
        RegexParseError.UnrecognizedEscape => "this letter means nothing behind a backslash",
        RegexParseError.UndefinedNumberedReference or RegexParseError.UndefinedNamedReference => "it refers to a group that is not there",
        _ => "it is written in a way that nothing can read",
    };
}
