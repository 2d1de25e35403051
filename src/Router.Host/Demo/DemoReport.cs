using Router.Core.Health;
using Router.Core.Orders;
using Router.Host.Demo.Checks;

namespace Router.Host.Demo;

/// <summary>Everything that a demo has shown, as numbers. Nothing in it depends on the machine or on how long the run took.</summary>
internal sealed class DemoReport(
    DemoOptions options, IReadOnlyList<Purchase> purchases, IReadOnlyList<DemoOrder> orders, ShopCounts shops,
    IReadOnlyDictionary<string, int> messages, long notifications, IReadOnlyList<HealthEvent> events)
{
    public required LedgerResult Ledger { get; init; }
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Payments and refunds that came to no end within the bound.</summary>
    public required int StillOpen { get; init; }

    /// <summary>Above 0: another thread came into the world, and the run may not be repeatable.</summary>
    public required int ForeignPosts { get; init; }

    public DemoOptions Options => options;
    public ShopCounts Shops => shops;
    public int Payments => purchases.Count;
    public IReadOnlyDictionary<string, int> Messages => messages;
    public long Notifications => notifications;

    public bool IsGood => Ledger.IsClean && StillOpen == 0;

    public IReadOnlyDictionary<string, double> Before => Shares(options.Start, options.OutageFrom);
    public IReadOnlyDictionary<string, double> During => Shares(options.OutageFrom, options.OutageTo);
    public IReadOnlyDictionary<string, double> After => Shares(options.OutageTo, options.End);

    /// <summary>Shares minute by minute.</summary>
    public IEnumerable<IReadOnlyDictionary<string, double>> Timeline
    {
        get
        {
            for (var from = options.Start; from < options.End; from += TimeSpan.FromMinutes(1)) yield return Shares(from, from + TimeSpan.FromMinutes(1));
        }
    }

    public IReadOnlyDictionary<string, int> States { get; } = new SortedDictionary<string, int>(
        orders.GroupBy(o => o.Order?.State.ToString().ToLowerInvariant() ?? "missing").ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    /// <summary>Why payments failed or were closed, by reason code.</summary>
    public IReadOnlyDictionary<string, int> Reasons { get; } = new SortedDictionary<string, int>(
        orders.Where(o => o.Order?.ReasonCode is not null).GroupBy(o => o.Order!.ReasonCode!).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    public int Failovers => purchases.Sum(p => p.Failovers);
    public int FailoversInOutage => purchases.Where(p => p.At >= options.OutageFrom && p.At < options.OutageTo).Sum(p => p.Failovers);

    /// <summary>Payments that a lost answer put in doubt, by what became of them.</summary>
    public IReadOnlyDictionary<string, int> Recovered { get; } = new SortedDictionary<string, int>(
        orders.Where(o => o.InDoubtAt is not null).GroupBy(o => o.Order?.State.ToString().ToLowerInvariant() ?? "missing")
            .ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    /// <summary>How long the longest of them took.</summary>
    public TimeSpan LongestRecovery => orders
        .Where(o => o.InDoubtAt is not null && o.Order?.FinishedAt is not null)
        .Select(o => o.Order!.FinishedAt!.Value - o.InDoubtAt!.Value)
        .DefaultIfEmpty().Max();

    public int Orphans => orders.Sum(o => o.Order?.Attempts.Count(a => a.IsOrphan) ?? 0);
    public int OpenCases => orders.Count(o => o.Order?.HasOpenCase ?? false);

    public IReadOnlyDictionary<string, int> Refunds { get; } = new SortedDictionary<string, int>(
        orders.SelectMany(o => o.Refunds).GroupBy(r => r.State.ToString().ToLowerInvariant()).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    public int BreakersOpened => events.Count(e => e.Kind == HealthEventKind.BreakerOpened && e.AccountId == options.SickAccount);
    public int BreakersClosed => events.Count(e => e.Kind == HealthEventKind.BreakerClosed && e.AccountId == options.SickAccount);

    private SortedDictionary<string, double> Shares(DateTimeOffset from, DateTimeOffset to)
    {
        var asked = purchases.Where(p => p.Account is not null && p.At >= from && p.At < to).ToList();
        return new(
            DemoHouse.Accounts.ToDictionary(id => id, id => asked.Count == 0 ? 0 : Math.Round((double)asked.Count(p => p.Account == id) / asked.Count, 4)),
            StringComparer.Ordinal);
    }
}
