using System.CommandLine;
using Router.Core.Backtesting;
using Router.Core.Health;
using Router.Core.Routing;
using Router.Host.Cli;
using Router.Host.Client;

namespace Router.Host.Offline.Trial;

/// <summary>`router rules backtest`: recorded payments through two rule files, and what would have been different.</summary>
internal static class BacktestCommand
{
    private static readonly Argument<string> s_old = new("OLD") { Description = "The rule file to compare with." };
    private static readonly Argument<string> s_new = new("NEW") { Description = "The rule file to try." };

    private static readonly Option<string> s_payments = new("--payments")
    {
        Description = "Recorded payments, one a line, oldest first, as 'router orders export' writes them; - reads standard input. Default: the running router's own.",
    };

    private static readonly Option<string> s_merchant = new("--merchant") { Description = "Of the running router's payments, only this merchant's." };

    public static Command Create()
    {
        var command = new Command(
            "backtest", "Replay recorded payments through two rule files: who would get them, what changes, what it costs. Exit code 1 if a payment goes elsewhere.")
        {
            s_old, s_new, s_payments, s_merchant,
        };
        TrialOptions.AddTo(command);
        return command.OperatorUnlessFile(Run);
    }

    private static int Run(ParseResult parsed, Func<RouterClient> client)
    {
        var before = TrialOptions.Read(parsed, parsed.GetRequiredValue(s_old));
        var after = TrialOptions.Read(parsed, parsed.GetRequiredValue(s_new));
        var now = TimeProvider.System.GetUtcNow();
        using var live = parsed.GetValue(s_payments) is null ? client() : null;
        var source = live is null
            ? PaymentSource.OfFile(parsed.GetRequiredValue(s_payments), now)
            : new PaymentSource("the running router", RecordedPayments.AllAsync(live, parsed.GetValue(s_merchant)).ToBlockingEnumerable().Select(p => p.ToJsonString()), now);
        var tally = TrialProgress.Run(0, done => Count(source, before, after, parsed.GetValue(TrialOptions.Seed), done));
        if (tally.Old.Payments == 0) throw new CliException("There are no payments to replay.");
        if (parsed.WantsJson()) Output.Json(TrialJson.Of(tally, before.Rules, after.Rules));
        else TrialText.Write(tally, before.Rules, after.Rules);
        return tally.Changed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static BacktestTally Count(PaymentSource source, RouterSnapshot before, RouterSnapshot after, ulong seed, Action<int> done)
    {
        var backtest = new Backtest(RoutePlanner.CreateDefault());
        return Parts.Count<(long Number, RecordedPayment Payment, HealthView Health), BacktestTally>(
            WithHealth(source), (tally, item) => backtest.Compare(tally, item.Number, item.Payment, before, after, item.Health, seed), (whole, part) => whole.Merge(part), done);
    }

    private static IEnumerable<(long Number, RecordedPayment Payment, HealthView Health)> WithHealth(PaymentSource source)
    {
        var track = new HealthTrack();
        foreach (var (number, payment) in source.Read()) yield return (number, payment, track.At(payment));
    }
}
