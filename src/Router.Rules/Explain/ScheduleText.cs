using System.Globalization;
using Router.Rules.Conditions;

namespace Router.Rules.Explain;

/// Dates, hours and instants in words.
internal static class ScheduleText
{
    // Monday first, as people read a week; the number is the DayOfWeek.
    private static readonly (string Name, int Day)[] s_week = [("Mon", 1), ("Tue", 2), ("Wed", 3), ("Thu", 4), ("Fri", 5), ("Sat", 6), ("Sun", 0)];

    public static string Active(ActiveCondition active) => Span(active.FromTicks, active.ToTicks);

    /// Half-open.
    public static string Span(long fromTicks, long toTicks)
    {
        var from = fromTicks <= DateTimeOffset.MinValue.UtcTicks ? null : "from " + Instant(fromTicks);
        var to = toTicks >= DateTimeOffset.MaxValue.UtcTicks ? null : "before " + Instant(toTicks);
        return string.Join(' ', new[] { from, to }.OfType<string>()) is { Length: > 0 } words ? words : "always";
    }

    public static string Instant(long utcTicks) =>
        new DateTimeOffset(utcTicks, TimeSpan.Zero).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string Window(WindowCondition window) => $"{Days(window.Days)} {OfDay(window.FromTicks)}–{OfDay(window.ToTicks)} {window.Zone.Id}";

    /// The weekday and hour that a window's own clock shows.
    public static string Clock(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("ddd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string OfDay(long ticks)
    {
        if (ticks == TimeSpan.TicksPerDay) return "24:00";
        var time = new TimeOnly(ticks);
        return time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static string Days(IReadOnlyList<bool> days)
    {
        var parts = new List<string>();
        for (var from = 0; from < s_week.Length; from++)
        {
            if (!days[s_week[from].Day]) continue;
            var to = from;
            while (to + 1 < s_week.Length && days[s_week[to + 1].Day]) to++;
            parts.Add(to == from ? s_week[from].Name : to == from + 1 ? $"{s_week[from].Name}, {s_week[to].Name}" : $"{s_week[from].Name}–{s_week[to].Name}");
            from = to;
        }

        return parts is ["Mon–Sun"] ? "every day" : string.Join(", ", parts);
    }
}
