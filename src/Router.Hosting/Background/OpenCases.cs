using Router.Core.Alarms;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Hosting.Alarms;

namespace Router.Hosting.Background;

/// <summary>
/// Reads which cases are open, and since when, and holds their alarms. What the process before this one learned and did not tell is found
/// here too: the store knows it.
/// </summary>
internal sealed class OpenCases(IOrderStore store, AlarmDesk desk, TimeProvider time)
{
    private const int PageSize = 500;
    private const int MaxPages = 10;
    private static readonly TimeSpan s_old = TimeSpan.FromDays(3);
    private static readonly AlarmKind[] s_kinds = [AlarmKinds.CaseOpen, AlarmKinds.TwoTransactions, AlarmKinds.AmountMismatch, AlarmKinds.CaseOld];
    private bool _hasSeenOrphans;
    private volatile IReadOnlyDictionary<string, long> _counts = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Open cases by their kind, as last counted.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    public async Task LookAsync()
    {
        if (!_hasSeenOrphans) await LookForOrphansAsync().ConfigureAwait(false);
        _hasSeenOrphans = true;
        var lookedAt = time.GetUtcNow();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var found = s_kinds.ToDictionary(k => k.Name, _ => new SortedDictionary<string, string>(StringComparer.Ordinal));
        var filter = new PaymentFilter(WithOpenCase: true, Limit: PageSize);
        var isWhole = false;
        for (var page = 0; page < MaxPages && !isWhole; page++)
        {
            var orders = await store.ListPaymentsAsync(filter).ConfigureAwait(false);
            foreach (var order in orders)
                foreach (var question in order.Cases.Where(c => c.ResolvedAt is null)) Add(order, question);
            isWhole = orders.Count < PageSize;
            if (!isWhole) filter = filter with { Before = orders[^1].Id };
        }

        _counts = counts;
        foreach (var kind in s_kinds) Hold(kind, found[kind.Name], isWhole, lookedAt);

        void Add(PaymentOrder order, SuspenseCase question)
        {
            counts[question.Kind] = counts.GetValueOrDefault(question.Kind) + 1;
            var subject = OrderChanges.CaseSubject(order.Id, question);
            found[AlarmKinds.OfCase(question.Kind).Name][subject] = question.Detail;
            if (lookedAt - question.OpenedAt > s_old) found[AlarmKinds.CaseOld.Name][subject] = $"Open since {question.OpenedAt:O}: {question.Detail}";
        }
    }

    // Once, after a start: captures that are still to be confirmed or given back.
    private async Task LookForOrphansAsync()
    {
        foreach (var order in await store.DuePaymentsAsync(DateTimeOffset.MaxValue, PageSize).ConfigureAwait(false))
            foreach (var attempt in order.Attempts.Where(a => a is { IsOrphan: true, OrphanSettled: false, OrphanRefundId: null }))
                desk.Raise(AlarmKinds.OrphanCapture, OrderChanges.OrphanSubject(order.Id, attempt.Number), OrderChanges.OrphanReason(attempt));
    }

    // Too many to read them all: none of them is called over because it was not read.
    private void Hold(AlarmKind kind, SortedDictionary<string, string> subjects, bool isWhole, DateTimeOffset lookedAt) =>
        desk.Hold(kind, subjects, isWhole ? lookedAt : DateTimeOffset.MinValue);
}
