using System.Globalization;
using Router.Rules.Conditions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Reads when a rule is in force: activeFrom, activeTo and windows.
internal sealed class ScheduleReader(Findings findings)
{
    private static readonly string[] s_members = ["days", "from", "to", "zone"];
    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] s_timeForms = ["HH:mm", "HH:mm:ss"];

    private readonly ValueReader _values = new(findings);

    public void Read(JsonItem rule, List<Condition> conditions)
    {
        var from = Date(rule.Member("activeFrom"));
        var to = Date(rule.Member("activeTo"));
        if (from >= to)
            findings.Error(
                DiagnosticIds.EmptyRange, rule.Member("activeTo")!.Value,
                "activeTo is not later than activeFrom, so the rule would never be active.");
        if (from is not null || to is not null)
            conditions.Add(new ActiveCondition(from?.UtcTicks ?? long.MinValue, to?.UtcTicks ?? long.MaxValue));

        if (rule.Member("windows") is not { } windows || !Shape.IsArray(windows.Value, "\"windows\"", findings)) return;
        if (windows.Value.Items.Count == 0)
            findings.Error(
                DiagnosticIds.Empty, windows.Value,
                "\"windows\" is empty, so the rule would never be active. Write a window or delete it.");
        var read = new List<Condition>();
        foreach (var window in windows.Value.Items)
            if (Window(window) is { } condition) read.Add(condition);
        conditions.Add(new AnyCondition([.. read]));
    }

    private DateTimeOffset? Date(JsonMember? member) => member is null ? null : _values.Instant(member.Value, $"\"{member.Name}\"");

    private WindowCondition? Window(JsonItem item)
    {
        if (!Shape.IsObject(item, "A window", findings)) return null;
        Shape.OnlyKnown(item, "A window", s_members, findings);
        var days = Days(item.Member("days"));
        var from = TimeOfDay(item.Member("from"), 0);
        var to = TimeOfDay(item.Member("to"), TimeSpan.TicksPerDay);
        if (from == to)
            findings.Error(
                DiagnosticIds.EmptyRange, item.Member("to")?.Value ?? item,
                "The window begins when it ends. For a whole day write from \"00:00\" to \"24:00\".");
        if (item.Member("zone") is not { } zone)
        {
            findings.Error(DiagnosticIds.Missing, item, "The window has no \"zone\". Write the clock it means, such as \"Asia/Shanghai\".");
            return null;
        }

        return Zone(zone.Value) is { } known && from is { } begin && to is { } end ? new WindowCondition(days, begin, end, known) : null;
    }

    private bool[] Days(JsonMember? member)
    {
        var days = new bool[s_days.Length];
        if (member is null)
        {
            Array.Fill(days, true);
            return days;
        }

        if (!Shape.IsArray(member.Value, "\"days\"", findings)) return days;
        if (member.Value.Items.Count == 0)
            findings.Error(DiagnosticIds.Empty, member.Value, "\"days\" is empty. Write days, or delete it for every day.");
        foreach (var day in member.Value.Items)
            if (Shape.Word(day, "day", s_days, findings) is { } known) days[known] = true;
        return days;
    }

    private long? TimeOfDay(JsonMember? member, long otherwise)
    {
        if (member is null) return otherwise;
        if (member.Value is { Kind: JsonKind.Text, Text: var text })
        {
            if (text is "24:00" or "24:00:00" && member.Name == "to") return TimeSpan.TicksPerDay;
            if (TimeOnly.TryParseExact(text, s_timeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time.Ticks;
        }

        findings.Error(
            DiagnosticIds.BadWindow, member.Value,
            $"\"{member.Name}\" is a time of day in quotes with two digits each, \"09:30\"; the end of a day is \"24:00\", as \"to\" only.",
            Hints.TimeOfDay(member.Value.Text));
        return null;
    }

    private TimeZoneInfo? Zone(JsonItem item)
    {
        if (Shape.Text(item, "\"zone\"", 64, findings) is not { } id) return null;
        // "Local" would mean another clock on another machine.
        if (id != "Local" && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return zone;
        var known = TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Order(StringComparer.Ordinal);
        findings.Error(
            DiagnosticIds.BadWindow, item, $"There is no time zone \"{id}\". Write an IANA name, such as \"Asia/Shanghai\" or \"UTC\".", Hints.Zone(id) ?? Suggest.Nearest(id, known));
        return null;
    }
}
