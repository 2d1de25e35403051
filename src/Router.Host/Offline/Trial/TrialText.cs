using System.Globalization;
using Router.Abstractions;
using Router.Core.Backtesting;
using Router.Rules;
using Spectre.Console;

namespace Router.Host.Offline.Trial;

/// <summary>Tallies for people.</summary>
internal static class TrialText
{
    private const int RulesShown = 30;

    public static void Write(RouteTally tally, RuleSet rules, bool isMadeUp)
    {
        var console = Console();
        var shares = new Table().Border(TableBorder.Simple).AddColumns("first account", "payments", "share", "amount", "fees");
        foreach (var column in shares.Columns.Skip(1)) column.RightAligned();
        foreach (var (account, got) in tally.Accounts)
            shares.AddRow(Markup.Escape(account), Number(got.Payments), Percent(got.Payments, tally.Payments), Money(got.Money, m => m.AmountMinor), Money(got.Money, m => m.FeeMinor));
        foreach (var (outcome, count) in tally.Outcomes)
            if (outcome != "routed") shares.AddRow($"({outcome})", Number(count), Percent(count, tally.Payments), "", "");
        console.Write(shares);

        var byRule = new Table().Border(TableBorder.Simple).AddColumns("rule", "payments", "share");
        foreach (var column in byRule.Columns.Skip(1)) column.RightAligned();
        foreach (var (rule, count) in tally.Rules.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Take(RulesShown))
            byRule.AddRow(Markup.Escape(rule), Number(count), Percent(count, tally.Payments));
        console.Write(byRule);
        NeverHit(console, "rules that decided no payment", rules, tally);
        Line(console, $"{Number(tally.Payments)} payments, {Percent(tally.Routed, tally.Payments)} routed.");
        if (tally.Routed < tally.Payments) Line(console, "Why one is not routed: router rules explain --facts '{…}'.");
        if (isMadeUp) Line(console, "They were made up from the values that the rules mention; for shares of your own traffic name a file with --payments.");
    }

    public static void Write(BacktestTally tally, RuleSet before, RuleSet after)
    {
        var console = Console();
        var payments = tally.Old.Payments;
        Line(console, $"{Number(payments)} payments; {Number(tally.Changed)} ({Percent(tally.Changed, payments)}) begin elsewhere.");
        if (tally.Recorded > 0)
            Line(console, $"{Percent(tally.RecordedAgain, tally.Recorded)} of the recorded first accounts come out of the old rules again.");
        Matrix(console, tally);
        foreach (var (currency, fees) in tally.Fees)
            Line(console, $"fees where both route, {currency}: {Minor(fees.OldMinor, currency)} -> {Minor(fees.NewMinor, currency)} ({Signed(fees.NewMinor - fees.OldMinor, currency)})");
        Line(console, $"expected success: {Range(tally.Old.ExpectedSuccess)} -> {Range(tally.New.ExpectedSuccess)}; difference {Range(tally.SuccessDifference, signed: true)}");
        Line(console, "  (by the health recorded with the payments, for the first account of each plan; 95 % interval of the draw)");
        if (tally.RecordedFinished > 0)
            Line(console, $"  recorded: {Percent(tally.RecordedSucceeded, tally.RecordedFinished)} of {Number(tally.RecordedFinished)} first attempts succeeded");
        if (tally.NewWithoutHealth > 0)
            Line(console, $"  {Number(tally.NewWithoutHealth)} payments go to accounts without recorded health; those were taken for healthy");
        Line(console, $"no longer routed: {Number(tally.NewlyRefused)}; routed now and not before: {Number(tally.NewlyRouted)}");
        foreach (var refusal in tally.Refusals) Line(console, $"  {Example(refusal)}: {refusal.Reason}");
        NeverHit(console, "old rules that decided no payment", before, tally.Old);
        NeverHit(console, "new rules that decided no payment", after, tally.New);
        if (tally.Changes.Count == 0) return;
        Line(console, "the first changes:");
        foreach (var change in tally.Changes) Line(console, $"  {Example(change)}");
    }

    public static IReadOnlyList<string> NeverHit(RuleSet rules, RouteTally tally) =>
        [.. rules.Verdicts.Select(v => v.RuleId!).Where(id => !tally.Rules.ContainsKey(id))];

    private static void Matrix(IAnsiConsole console, BacktestTally tally)
    {
        var columns = tally.Matrix.Values.SelectMany(row => row.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var table = new Table().Border(TableBorder.Simple).AddColumn("old \\ new");
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned());
        foreach (var (from, row) in tally.Matrix)
            table.AddRow([Markup.Escape(from), .. columns.Select(to => row.TryGetValue(to, out var count) ? Number(count) : "")]);
        console.Write(table);
    }

    private static void NeverHit(IAnsiConsole console, string what, RuleSet rules, RouteTally tally)
    {
        var never = NeverHit(rules, tally);
        if (never.Count == 0) return;
        var more = never.Count > RulesShown ? $" and {never.Count - RulesShown} more" : "";
        Line(console, $"{what}: {string.Join(", ", never.Take(RulesShown))}{more}");
    }

    private static string Example(ChangedPayment change) =>
        $"payment {change.Number}, order {change.OrderNo}: {change.From} by {change.FromRule} -> {change.To} by {change.ToRule}";

    // Wide tables are read with a pager or in a file; nothing is cut.
    private static IAnsiConsole Console()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (System.Console.IsOutputRedirected) console.Profile.Width = 200;
        return console;
    }

    private static void Line(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(text);

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(1, whole):0.00} %");

    private static string Range(Share95 share, bool signed = false)
    {
        var sign = signed && share.Mean > 0 ? "+" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{share.Mean * 100:0.00} % [{share.Low * 100:0.00}, {share.High * 100:0.00}]");
    }

    private static string Money(IReadOnlyDictionary<string, MoneyTally> money, Func<MoneyTally, Int128> which) =>
        string.Join('\n', money.Select(m => Minor(which(m.Value), m.Key)));

    private static string Signed(Int128 minor, string currency) => minor > 0 ? "+" + Minor(minor, currency) : Minor(minor, currency);

    private static string Minor(Int128 minor, string code)
    {
        var exponent = Currency.TryParse(code, out var currency) ? currency.Exponent : 0;
        var digits = Int128.Abs(minor).ToString(CultureInfo.InvariantCulture).PadLeft(exponent + 1, '0');
        var text = exponent == 0 ? digits : $"{digits[..^exponent]}.{digits[^exponent..]}";
        return $"{(minor < 0 ? "-" : "")}{text} {code}";
    }
}
