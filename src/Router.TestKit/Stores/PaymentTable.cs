using Router.Core.Orders;
using Router.Core.Store;

namespace Router.TestKit.Stores;

/// <summary>Payments in the order in which they were inserted, with the look-ups that the port names.</summary>
internal sealed class PaymentTable
{
    private readonly List<PaymentOrder> _rows = [];
    private readonly Dictionary<string, int> _byId = [];
    private readonly Dictionary<string, int> _byAttempt = [];
    private readonly Dictionary<(string Merchant, string OrderNo), List<int>> _byOrderNo = [];
    private readonly SortedSet<(DateTimeOffset DueAt, int At)> _due = [];

    public PaymentOrder? Find(string id) => _byId.TryGetValue(id, out var at) ? _rows[at] : null;

    public PaymentOrder? FindByAttempt(string number) => _byAttempt.TryGetValue(number, out var at) ? _rows[at] : null;

    public PaymentOrder? FindByOrderNo(string merchant, string orderNo) =>
        Blocking(merchant, orderNo) ?? UnderOrderNo(merchant, orderNo).LastOrDefault();

    public CommitResult Check(PaymentWrite write)
    {
        var order = write.Order;
        var stored = Find(order.Id);
        if (write.ExpectedVersion == 0 && stored is not null) return CommitResult.DuplicateNumber;
        if (write.ExpectedVersion != 0 && stored?.Version != write.ExpectedVersion) return CommitResult.Conflict;
        if (stored is not null && write.RequiredFence is { } fence && stored.Fence != fence) return CommitResult.Conflict;
        var blocking = Blocking(order.Terms.Merchant, order.Terms.MerchantOrderNo);
        if (order.BlocksNumber && blocking is not null && blocking.Id != order.Id) return CommitResult.DuplicateOrderNo;
        return order.Attempts.Any(a => FindByAttempt(a.Number) is { } holder && holder.Id != order.Id)
            ? CommitResult.DuplicateNumber
            : CommitResult.Committed;
    }

    public void Apply(PaymentWrite write)
    {
        var order = write.Order with { Version = write.ExpectedVersion + 1 };
        if (!_byId.TryGetValue(order.Id, out var at)) at = Insert(order);
        if (_rows[at].DueAt is { } before) _due.Remove((before, at));
        if (order.DueAt is { } due) _due.Add((due, at));
        _rows[at] = order;
        foreach (var attempt in order.Attempts) _byAttempt[attempt.Number] = at;
    }

    public IReadOnlyList<PaymentOrder> Due(DateTimeOffset now, int limit)
    {
        var found = new List<PaymentOrder>();
        if (_due.Count == 0) return found;
        foreach (var (dueAt, at) in _due)
        {
            if (dueAt > now || found.Count == limit) break;
            if (!(_rows[at].Lease?.Until > now)) found.Add(_rows[at]);
        }

        return found;
    }

    public IReadOnlyList<PaymentOrder> List(PaymentFilter filter)
    {
        var found = _rows
            .Where(o => filter.Merchant is null || o.Terms.Merchant == filter.Merchant)
            .Where(o => filter.State is null || o.State == filter.State)
            .Where(o => !filter.WithOpenCase || o.Cases.Any(c => c.ResolvedAt is null))
            .Where(o => filter.Before is null || string.CompareOrdinal(o.Id, filter.Before) < 0)
            .Where(o => filter.After is null || string.CompareOrdinal(o.Id, filter.After) > 0);
        var ordered = filter.After is null ? found.OrderByDescending(o => o.Id, StringComparer.Ordinal) : found.OrderBy(o => o.Id, StringComparer.Ordinal);
        return [.. ordered.Take(Math.Clamp(filter.Limit, 1, 500))];
    }

    public IEnumerable<string> Needing(string accountId) =>
        _rows.Where(o => o.Attempts.Any(a => a.AccountId == accountId && a.Needs(o))).Select(o => o.Id);

    public long CountOpen(string accountId) => _rows.Count(o => o.Attempts.Any(a => a.AccountId == accountId && a.Needs(o)));

    public long CountCaptures(string accountId, DateTimeOffset since) => _rows.SelectMany(o => o.Attempts)
        .Count(a => a.AccountId == accountId && a.State == AttemptState.Captured && (a.PaidAt ?? a.RequestTime) >= since);

    public IEnumerable<Booking> Bookings(string accountId)
    {
        foreach (var order in _rows)
        {
            foreach (var attempt in order.Attempts)
            {
                if (attempt.AccountId == accountId && attempt.CountsAsCapturedAt is { } at) yield return new(attempt.Number, order.Id, at.ToUniversalTime());
            }
        }
    }

    private PaymentOrder? Blocking(string merchant, string orderNo) => UnderOrderNo(merchant, orderNo).FirstOrDefault(static o => o.BlocksNumber);

    private IEnumerable<PaymentOrder> UnderOrderNo(string merchant, string orderNo) =>
        _byOrderNo.TryGetValue((merchant, orderNo), out var rows) ? rows.Select(at => _rows[at]) : [];

    private int Insert(PaymentOrder order)
    {
        var at = _rows.Count;
        _rows.Add(order);
        _byId.Add(order.Id, at);
        var key = (order.Terms.Merchant, order.Terms.MerchantOrderNo);
        if (!_byOrderNo.TryGetValue(key, out var rows)) _byOrderNo.Add(key, rows = []);
        rows.Add(at);
        return at;
    }
}
