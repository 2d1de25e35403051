using System.Globalization;
using System.Text.Json.Nodes;

namespace Router.Host.Client;

/// <summary>What the live view shows, as plain text.</summary>
internal sealed record WatchTable(string At, string Summary, string Head, IReadOnlyList<WatchRow> Rows)
{
    private const double Low = 0.2;
    private static readonly string[] s_head = ["account", "method", "base", "h", "weight", "breaker", "success", "p99", "in flight", "last change"];

    public static WatchTable Of(JsonNode report, string? account)
    {
        var now = report["at"]!.GetValue<DateTimeOffset>();
        var accounts = report["accounts"]!.AsArray().OfType<JsonNode>().ToDictionary(a => a["account"]!.ToString(), StringComparer.Ordinal);
        var lines = report["lines"]!.AsArray().OfType<JsonNode>().Where(l => account is null || l["account"]!.ToString() == account)
            .OrderBy(l => l["account"]!.ToString(), StringComparer.Ordinal).ThenBy(l => l["method"]!.ToString(), StringComparer.Ordinal).ToList();
        var cells = new List<(string[] Cells, JsonNode Line, bool IsBank)>();
        foreach (var line in lines)
        {
            var known = accounts.GetValueOrDefault(line["account"]!.ToString());
            cells.Add((Cells(line, known, now), line, false));
            foreach (var bank in line["banks"]?.AsArray() ?? []) cells.Add((Cells(bank!, null, now), bank!, true));
        }

        int[] widths = [.. s_head.Select((head, i) => cells.Select(c => c.Cells[i].Length).Append(head.Length).Max())];
        var rows = new List<WatchRow>();
        var shown = "";
        foreach (var (row, line, isBank) in cells)
        {
            if (!isBank && line["account"]!.ToString() is var id && id != shown)
            {
                shown = id;
                rows.AddRange(Notes(accounts.GetValueOrDefault(id), now));
            }

            rows.Add(new(Joined(row, widths), IsSick(line), (double)line["health"]! < Low, false));
        }

        var sick = cells.Count(c => IsSick(c.Line));
        var summary = cells.Count == 0 ? "no account serves a method" : sick == 0 ? "all breakers closed" : $"{sick} of {cells.Count} breakers open";
        return new(Shown(now), summary, Joined(s_head, widths), rows);
    }

    private static IEnumerable<WatchRow> Notes(JsonNode? known, DateTimeOffset now)
    {
        if (known is null) yield break;
        var inForce = known["inForce"]!.AsArray();
        if (inForce.Count > 0) yield return new($"{known["account"]}: {string.Join("; beneath it ", inForce)}", known["blocked"] is not null, true, true);
        if (known["today"] is { } today) yield return new($"{known["account"]}: {DayText.Of(today)}", DayText.IsFull(today), DayText.IsFull(today), true);
        foreach (var window in known["maintenance"]!.AsArray())
            if (window!["from"]!.GetValue<DateTimeOffset>() is var from && from > now)
                yield return new($"{known["account"]}: maintenance planned {Shown(from)} to {Shown(window["to"]!.GetValue<DateTimeOffset>())}: {window["reason"]}", false, false, true);
    }

    private static string[] Cells(JsonNode line, JsonNode? known, DateTimeOffset now)
    {
        var h = (double)line["health"]!;
        var effective = (double?)line["effective"];
        var (least, greatest) = ((double?)known?["baseLeast"], (double?)known?["baseGreatest"]);
        return
        [
            line["account"]!.ToString(),
            line["cardBank"] is { } bank ? $"  bank {bank}" : line["method"]!.ToString(),
            Range(least, greatest, 1),
            Number(h, "0.00"),
            line["cardBank"] is not null ? "" : least is null ? $"x{Number(effective ?? h, "0.00")}" : Range(least, greatest, effective ?? h),
            BreakerText(line, now),
            Number((double)line["estimate"]! * 100, "0.0") + " %",
            Number((double)line["p99Ms"]!, "0") + " ms",
            line["inFlight"]!.ToString(),
            Last(line, now),
        ];
    }

    private static string BreakerText(JsonNode line, DateTimeOffset now) => line["breaker"]!.ToString() switch
    {
        "closed" => "closed",
        "probeDue" => "open, probe due",
        _ when line["breakUntil"]!.GetValue<DateTimeOffset>() is var until && until > now => $"open, probe in {Age(until - now)}",
        _ => "open, probing",
    };

    private static string Last(JsonNode line, DateTimeOffset now) => line["last"] is { } last
        ? $"{Age(now - last["at"]!.GetValue<DateTimeOffset>())} ago: {last["kind"]}, {last["reason"]}"
        : line["reason"]?.ToString() ?? "";

    private static string Range(double? least, double? greatest, double factor) => (least, greatest) switch
    {
        (null, _) or (_, null) => "-",
        ({ } from, { } to) when from == to => Number(from * factor, "0.##"),
        ({ } from, { } to) => $"{Number(from * factor, "0.##")}-{Number(to * factor, "0.##")}",
    };

    private static bool IsSick(JsonNode line) => line["breaker"]!.ToString() != "closed";

    private static string Joined(string[] cells, int[] widths) => string.Join("  ", cells.Select((c, i) => c.PadRight(widths[i]))).TrimEnd();

    private static string Age(TimeSpan age) => age.TotalSeconds < 0 ? "0s" : age.TotalSeconds < 90 ? $"{Math.Ceiling(age.TotalSeconds):0}s"
        : age.TotalMinutes < 90 ? $"{age.TotalMinutes:0}m" : age.TotalHours < 48 ? $"{age.TotalHours:0}h" : $"{age.TotalDays:0}d";

    private static string Shown(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
