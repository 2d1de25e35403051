using Router.Core.Health;

namespace Router.Host.Demo;

/// <summary>What can be seen of a running demo, per account.</summary>
internal sealed class DemoSight(DemoOptions options, HealthModel health, List<Purchase> purchases, Outage outage)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    public bool IsOutage => outage.IsOn;

    public int Payments => purchases.Count;

    public double Done => (double)purchases.Count / options.Payments;

    public IReadOnlyList<AccountSight> Accounts(DateTimeOffset now)
    {
        var view = health.Tick();
        var last = purchases.AsEnumerable().Reverse().TakeWhile(p => p.At > now - s_minute).Where(p => p.Account is not null).ToList();
        return [.. DemoHouse.Accounts.Select(id =>
        {
            var lines = view.Lines.Where(l => l.AccountId == id).ToList();
            var own = last.Where(p => p.Account == id).ToList();
            return new AccountSight(
                id,
                last.Count == 0 ? 0 : (double)own.Count / last.Count,
                own.Count == 0 ? null : (double)own.Count(p => p.WasAnswered) / own.Count,
                lines.Count == 0 ? 1 : lines.Average(l => l.Health),
                lines.Count(l => l.IsOpen),
                lines.Count,
                lines.Sum(l => l.InFlight));
        })];
    }
}

/// <summary>One account of the live table.</summary>
/// <param name="Id">The account.</param>
/// <param name="Share">Its part of the last minute's payments.</param>
/// <param name="Answered">The part of those that its channel answered well; null: there were none.</param>
/// <param name="Health">h, the mean of its methods.</param>
/// <param name="BreakersOpen">How many of its methods have an open breaker.</param>
/// <param name="Methods">How many methods it has.</param>
/// <param name="InFlight">Pay calls under way.</param>
internal sealed record AccountSight(string Id, double Share, double? Answered, double Health, int BreakersOpen, int Methods, int InFlight);
