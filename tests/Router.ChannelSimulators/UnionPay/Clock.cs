using System.Globalization;

namespace Router.ChannelSimulators.UnionPay;

/// <summary>Beijing time as UnionPay writes it.</summary>
internal static class Clock
{
    public static DateTime Local(DateTimeOffset time) => time.UtcDateTime.AddHours(8);

    public static string Write(DateTimeOffset time, string format) => Local(time).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Reads yyyyMMddHHmmss; null for anything else.</summary>
    public static DateTimeOffset? Read(string text) =>
        text.Length == 14 && DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc)
            ? new DateTimeOffset(utc, TimeSpan.Zero).AddHours(-8)
            : null;

    /// <summary>The clearing day: it ends at 23:00.</summary>
    public static DateOnly SettleDay(DateTimeOffset time) => DateOnly.FromDateTime(Local(time).AddHours(1));
}
