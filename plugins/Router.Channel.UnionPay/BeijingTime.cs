using System.Globalization;

namespace Router.Channel.UnionPay;

/// <summary>UnionPay's clock: Beijing, UTC+8 all year.</summary>
internal static class BeijingTime
{
    private const string Format = "yyyyMMddHHmmss";
    private static readonly TimeSpan s_offset = TimeSpan.FromHours(8);

    /// <summary>yyyyMMddHHmmss; parts of a second are cut off.</summary>
    public static string Text(DateTimeOffset time) => time.ToOffset(s_offset).ToString(Format, CultureInfo.InvariantCulture);

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(s_offset).DateTime);

    public static DateTimeOffset? Parse(string? text) =>
        DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? new(time, s_offset) : null;

    /// <summary>Reads MMddHHmmss, which names no year: the one that lies nearest to a known time.</summary>
    public static DateTimeOffset? ParseWithoutYear(string text, DateTimeOffset near)
    {
        DateTimeOffset? best = null;
        var year = near.ToOffset(s_offset).Year;
        for (var i = year - 1; i <= year + 1; i++)
        {
            if (Parse(i.ToString("D4", CultureInfo.InvariantCulture) + text) is { } time && !((time - near).Duration() >= (best - near)?.Duration()))
                best = time;
        }

        return best;
    }
}
