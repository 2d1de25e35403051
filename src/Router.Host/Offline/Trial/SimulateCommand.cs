using System.CommandLine;
using Router.Core.Backtesting;
using Router.Core.Routing;
using Router.Host.Cli;
using Router.Host.Offline.Explain;

namespace Router.Host.Offline.Trial;

/// <summary>`router rules simulate`: many payments through one rule file, and who gets them.</summary>
internal static class SimulateCommand
{
    private const long MaxCount = 100_000_000;
    private const int MadeUp = 20_000;

    private static readonly Argument<string> s_file = new("FILE")
    {
        Description = "The rule file.",
        DefaultValueFactory = _ => "rules/default.json",
    };

    private static readonly Option<string> s_payments = new("--payments")
    {
        Description = "Payments to draw from, one a line: facts with amount, currency and method. Default: payments made up from what the rules mention.",
    };

    private static readonly Option<string> s_payment = new("--payment")
    {
        Description = "One payment, the same every time: {\"amount\":1000,\"currency\":\"CNY\",\"method\":\"wechat.native\"}.",
    };

    private static readonly Option<long> s_count = new("--count") { Description = "How many payments are drawn.", DefaultValueFactory = _ => 100_000 };

    private static readonly Option<string> s_health = new("--health") { Description = "Health other than good: sim-a=0.3,sim-b=open." };

    private static readonly Option<string> s_at = new("--at") { Description = "When payments without a time are accepted, with an offset: 2026-01-01T00:00:00+08:00. Default: now." };

    public static Command Create()
    {
        var command = new Command("simulate", "Draw payments through a rule file and show which account gets which share. Nothing is sent.")
        {
            s_file, s_payments, s_payment, s_count, s_health, s_at,
        };
        TrialOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var count = parsed.GetValue(s_count);
        if (count is < 1 or > MaxCount) throw CliException.Misuse($"--count is {count}; draw from 1 to {MaxCount} payments.");
        var snapshot = TrialOptions.Read(parsed, parsed.GetRequiredValue(s_file));
        var seed = parsed.GetValue(TrialOptions.Seed);
        var at = parsed.Instant(s_at) ?? TimeProvider.System.GetUtcNow();
        if (!PlanTime.CanBe(at)) throw CliException.Misuse($"--at is {at:O}; {PlanTime.Asked}.");
        snapshot = snapshot with { Health = OfflineHealth.Read(parsed.GetValue(s_health), snapshot.Catalog, at) };
        var payments = Payments(parsed, snapshot, at, seed);
        var tally = TrialProgress.Run(count, done => Count(payments, snapshot, count, seed, done));
        if (parsed.WantsJson()) Output.Json(TrialJson.Of(tally, snapshot.Rules));
        else TrialText.Write(tally, snapshot.Rules, parsed.GetValue(s_payments) is null && parsed.GetValue(s_payment) is null);
        return ExitCode.Ok;
    }

    private static IReadOnlyList<RecordedPayment> Payments(ParseResult parsed, RouterSnapshot snapshot, DateTimeOffset at, ulong seed)
    {
        var (file, line) = (parsed.GetValue(s_payments), parsed.GetValue(s_payment));
        if (file is not null && line is not null) throw CliException.Misuse("--payments and --payment exclude each other: name a file or write one payment.");
        if (file is null && line is null) return MadeUpPayments.Draw(snapshot.Rules, snapshot.Catalog, at, MadeUp, seed);
        var source = line is not null ? new PaymentSource("--payment", [line], at) : PaymentSource.OfFile(file!, at);
        var payments = source.Read().Select(p => p.Payment).ToList();
        return payments.Count > 0 ? payments : throw new CliException("There are no payments to draw from.");
    }

    private static RouteTally Count(IReadOnlyList<RecordedPayment> payments, RouterSnapshot snapshot, long count, ulong seed, Action<int> done)
    {
        var backtest = new Backtest(RoutePlanner.CreateDefault());
        return Parts.Count<long, RouteTally>(Numbers(count), Add, (whole, part) => whole.Merge(part), done);

        // A drawn payment is a new one: an order number and a draw of its own.
        void Add(RouteTally tally, long number)
        {
            var drawn = payments.Count == 1 ? payments[0] : payments[(int)(Backtest.SeedOf(~seed, number) % (ulong)payments.Count)];
            var terms = drawn.Terms with { MerchantOrderNo = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sim-{number}") };
            backtest.Plan(tally, number, drawn with { Terms = terms, Seed = null }, snapshot, seed);
        }
    }

    private static IEnumerable<long> Numbers(long count)
    {
        for (var number = 1L; number <= count; number++) yield return number;
    }
}
