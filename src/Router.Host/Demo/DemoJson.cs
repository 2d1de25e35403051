using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Router.Host.Demo;

/// <summary>The report as one JSON object: the same bytes for the same seed.</summary>
internal static class DemoJson
{
    public static string Write(DemoReport report)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            Run(json, report);
            Routing(json, report);
            Money(json, report);
            Ledger(json, report);
            json.WriteBoolean("ok", report.IsGood);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Run(Utf8JsonWriter json, DemoReport report)
    {
        json.WriteNumber("seed", report.Options.Seed);
        json.WriteNumber("minutes", report.Options.Minutes);
        json.WriteNumber("rate", report.Options.Rate);
        json.WriteString("start", Text(report.Options.Start));
        json.WriteString("end", Text(report.EndedAt));
        json.WriteStartObject("outage");
        json.WriteString("account", report.Options.SickAccount);
        json.WriteString("from", Text(report.Options.OutageFrom));
        json.WriteString("to", Text(report.Options.OutageTo));
        json.WriteEndObject();
    }

    private static void Routing(Utf8JsonWriter json, DemoReport report)
    {
        json.WriteStartObject("shares");
        Shares(json, "before", report.Before);
        Shares(json, "during", report.During);
        Shares(json, "after", report.After);
        json.WriteStartArray("minutes");
        foreach (var minute in report.Timeline) Shares(json, null, minute);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("failovers");
        json.WriteNumber("total", report.Failovers);
        json.WriteNumber("duringOutage", report.FailoversInOutage);
        json.WriteEndObject();
        json.WriteStartObject("breakers");
        json.WriteNumber("opened", report.BreakersOpened);
        json.WriteNumber("closed", report.BreakersClosed);
        json.WriteEndObject();
    }

    private static void Money(Utf8JsonWriter json, DemoReport report)
    {
        json.WriteNumber("payments", report.Payments);
        Counts(json, "refusedAtTheDoor", report.Shops.Refused);
        if (report.Shops.LastRefusal is { } refusal) json.WriteString("lastRefusal", refusal);
        Counts(json, "states", report.States);
        Counts(json, "endedBecause", report.Reasons);
        Counts(json, "recovered", report.Recovered);
        json.WriteNumber("longestRecoverySeconds", Math.Round(report.LongestRecovery.TotalSeconds, 3));
        json.WriteNumber("orphanCaptures", report.Orphans);
        json.WriteNumber("openCases", report.OpenCases);
        json.WriteNumber("stillOpen", report.StillOpen);
        Counts(json, "refunds", report.Refunds);
        json.WriteStartObject("shops");
        json.WriteNumber("refundsAsked", report.Shops.RefundsAsked);
        json.WriteNumber("refundsRefused", report.Shops.RefundsRefused);
        json.WriteNumber("closesAsked", report.Shops.ClosesAsked);
        json.WriteNumber("closed", report.Shops.ClosesDone);
        json.WriteNumber("closesAlreadyPaid", report.Shops.ClosesTooLate);
        json.WriteNumber("closesUnconfirmed", report.Shops.ClosesLeftOpen);
        json.WriteNumber("switchesAsked", report.Shops.SwitchesAsked);
        json.WriteNumber("switched", report.Shops.SwitchesDone);
        json.WriteNumber("switchesAlreadyPaid", report.Shops.SwitchesTooLate);
        json.WriteNumber("switchesRefused", report.Shops.SwitchesRefused);
        json.WriteEndObject();
        json.WriteNumber("notificationsIn", report.Notifications);
        Counts(json, "messagesOut", report.Messages);
    }

    private static void Ledger(Utf8JsonWriter json, DemoReport report)
    {
        json.WriteStartObject("ledger");
        json.WriteNumber("lines", report.Ledger.Lines);
        json.WriteNumber("captures", report.Ledger.Captures);
        json.WriteNumber("refunds", report.Ledger.Refunds);
        json.WriteBoolean("clean", report.Ledger.IsClean);
        json.WriteStartArray("findings");
        foreach (var finding in report.Ledger.Findings)
        {
            json.WriteStartObject();
            json.WriteString("check", finding.Check);
            json.WriteString("subject", finding.Subject);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Shares(Utf8JsonWriter json, string? name, IReadOnlyDictionary<string, double> shares)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        foreach (var (account, share) in shares) json.WriteNumber(account, share);
        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, int> counts)
    {
        json.WriteStartObject(name);
        foreach (var (what, count) in counts) json.WriteNumber(what, count);
        json.WriteEndObject();
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
