using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;

namespace Router.Core.Backtesting;

/// <summary>Plans recorded payments again, under one rule set or two. Pure: nothing is stored or sent. Thread-safe.</summary>
public sealed class Backtest(RoutePlanner planner)
{
    /// <param name="tally">Where it is counted.</param>
    /// <param name="number">The payment's place, from 1: draws its seed where none was recorded.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="snapshot">Rules, accounts and health.</param>
    /// <param name="seed">Of the whole run.</param>
    public RoutePlan Plan(RouteTally tally, long number, RecordedPayment payment, RouterSnapshot snapshot, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(payment);
        ArgumentNullException.ThrowIfNull(snapshot);
        var plan = planner.Plan(Request(payment), snapshot, payment.Seed ?? SeedOf(seed, number));
        tally.Add(plan, payment.Terms);
        return plan;
    }

    /// <summary>The same payment, the same draw and the same health under two snapshots.</summary>
    /// <param name="tally">Where it is counted.</param>
    /// <param name="number">The payment's place, from 1.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="before">The old rules, with the accounts they are to be tried on.</param>
    /// <param name="after">The new ones.</param>
    /// <param name="health">Health as it was.</param>
    /// <param name="seed">Of the whole run.</param>
    public void Compare(
        BacktestTally tally, long number, RecordedPayment payment, RouterSnapshot before, RouterSnapshot after, HealthView health, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(payment);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(health);
        var request = Request(payment);
        var drawn = payment.Seed ?? SeedOf(seed, number);
        var old = planner.Plan(request, before with { Health = health }, drawn);
        var fresh = planner.Plan(request, after with { Health = health }, drawn);
        tally.Add(number, payment, old, fresh, fresh.Candidates.Count > 0 && health.Find(fresh.Candidates[0].AccountId, fresh.Candidates[0].Method) is not null);
    }

    /// <summary>A seed for one payment of many: neighbours have nothing in common.</summary>
    public static ulong SeedOf(ulong seed, long number)
    {
        var z = seed + ((ulong)number * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static RouteRequest Request(RecordedPayment payment) =>
        new(payment.Terms, payment.AcceptedAt, payment.AcceptedAt + payment.Validity);
}
