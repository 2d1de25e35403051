using System.Globalization;
using Spectre.Console;

namespace Router.Host.Demo;

/// <summary>The report for people.</summary>
internal static class DemoText
{
    private const int FindingsShown = 20;

    public static IAnsiConsole Plain(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 120;
        return console;
    }

    public static void Write(DemoReport report, IAnsiConsole console)
    {
        var shares = new Table().Border(TableBorder.Simple).AddColumns("share of payments", "before", "outage", "after");
        foreach (var id in DemoHouse.Accounts) shares.AddRow(id, Percent(report.Before[id]), Percent(report.During[id]), Percent(report.After[id]));
        console.Write(shares);
        var shops = report.Shops;
        var facts = new Grid().AddColumn().AddColumn();
        facts.AddRow("payments", $"{report.Payments}: {Listed(report.States)}");
        facts.AddRow("failovers", $"{report.Failovers}, {report.FailoversInOutage} of them in the outage");
        facts.AddRow("breakers", $"{report.BreakersOpened} opened and {report.BreakersClosed} closed at {report.Options.SickAccount}");
        facts.AddRow("in doubt", $"{Listed(report.Recovered)}; the longest took {report.LongestRecovery.TotalSeconds:0} s");
        facts.AddRow("orphan captures", $"{report.Orphans}; open cases {report.OpenCases}");
        facts.AddRow("refunds", $"{shops.RefundsAsked} asked: {Listed(report.Refunds)}");
        facts.AddRow("closes", $"{shops.ClosesAsked} asked: {shops.ClosesDone} closed, {shops.ClosesTooLate} paid already, {shops.ClosesLeftOpen} not confirmed at once");
        facts.AddRow("switches", $"{shops.SwitchesAsked} asked: {shops.SwitchesDone} switched, {shops.SwitchesTooLate} paid already, {shops.SwitchesRefused} refused");
        facts.AddRow("notifications", $"{report.Notifications} in, {report.Messages.Values.Sum()} messages out");
        console.Write(facts);
        console.WriteLine();
        Ledger(report, console);
    }

    private static void Ledger(DemoReport report, IAnsiConsole console)
    {
        var ledger = report.Ledger;
        console.MarkupLine($"Ledgers: {ledger.Lines} lines, {ledger.Captures} captures, {ledger.Refunds} refunds.");
        if (report.StillOpen > 0) console.MarkupLine($"[red]{report.StillOpen} payments came to no end.[/]");
        if (ledger.IsClean)
        {
            console.MarkupLine("[green]No order was charged twice and none was lost.[/]");
            return;
        }

        console.MarkupLine($"[red]{ledger.Findings.Count} findings:[/]");
        foreach (var finding in ledger.Findings.Take(FindingsShown)) console.MarkupLineInterpolated($"  {finding.Check} {finding.Subject}: {finding.Text}");
        if (ledger.Findings.Count > FindingsShown) console.MarkupLine($"  and {ledger.Findings.Count - FindingsShown} more; --json lists them all.");
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    private static string Listed(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(c => $"{c.Value} {c.Key}"));
}
