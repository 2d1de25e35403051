using Router.Core.Orders;
using Router.Core.Store;

namespace Router.TestKit.Stores;

/// <summary>Refunds in the order in which they were inserted. Their numbers stay taken for ever.</summary>
internal sealed class RefundTable
{
    private readonly List<RefundOrder> _rows = [];
    private readonly Dictionary<string, int> _byId = [];
    private readonly Dictionary<string, int> _byNumber = [];
    private readonly Dictionary<(string Merchant, string RefundNo), int> _byMerchantNo = [];
    private readonly Dictionary<string, List<int>> _byPayment = [];
    private readonly SortedSet<(DateTimeOffset DueAt, int At)> _due = [];

    public RefundOrder? Find(string id) => _byId.TryGetValue(id, out var at) ? _rows[at] : null;

    public RefundOrder? FindByNumber(string number) => _byNumber.TryGetValue(number, out var at) ? _rows[at] : null;

    public RefundOrder? FindByMerchantNo(string merchant, string refundNo) =>
        _byMerchantNo.TryGetValue((merchant, refundNo), out var at) ? _rows[at] : null;

    public IReadOnlyList<RefundOrder> OfPayment(string paymentId) => [.. (_byPayment.GetValueOrDefault(paymentId) ?? []).Select(at => _rows[at])];

    public CommitResult Check(RefundWrite write)
    {
        var refund = write.Refund;
        var stored = Find(refund.Id);
        if (write.ExpectedVersion == 0)
        {
            var taken = stored is not null || FindByNumber(refund.RefundNumber) is not null
                || FindByMerchantNo(refund.Merchant, refund.MerchantRefundNo) is not null;
            return taken ? CommitResult.DuplicateNumber : CommitResult.Committed;
        }

        if (stored?.Version != write.ExpectedVersion) return CommitResult.Conflict;
        return write.RequiredFence is { } fence && stored.Fence != fence ? CommitResult.Conflict : CommitResult.Committed;
    }

    public void Apply(RefundWrite write)
    {
        var refund = write.Refund with { Version = write.ExpectedVersion + 1 };
        if (!_byId.TryGetValue(refund.Id, out var at))
        {
            at = _rows.Count;
            _rows.Add(refund);
            _byId.Add(refund.Id, at);
            _byNumber.Add(refund.RefundNumber, at);
            _byMerchantNo.Add((refund.Merchant, refund.MerchantRefundNo), at);
            if (!_byPayment.TryGetValue(refund.PaymentId, out var ofPayment)) _byPayment.Add(refund.PaymentId, ofPayment = []);
            ofPayment.Add(at);
        }

        if (_rows[at].DueAt is { } before) _due.Remove((before, at));
        if (refund.DueAt is { } due) _due.Add((due, at));
        _rows[at] = refund;
    }

    public IReadOnlyList<RefundOrder> Due(DateTimeOffset now, int limit)
    {
        var found = new List<RefundOrder>();
        if (_due.Count == 0) return found;
        foreach (var (dueAt, at) in _due)
        {
            if (dueAt > now || found.Count == limit) break;
            if (!(_rows[at].Lease?.Until > now)) found.Add(_rows[at]);
        }

        return found;
    }

    public IEnumerable<string> PaymentsOpenAt(string accountId) => _rows.Where(r => !r.IsFinal && r.AccountId == accountId).Select(r => r.PaymentId);

    public IEnumerable<Booking> Bookings(string accountId) =>
        from refund in _rows
        where refund.AccountId == accountId
        let at = refund.CountsAsRefundedAt
        where at is not null
        select new Booking(refund.RefundNumber, refund.Id, at.Value);

    public long CountOpen(string accountId) => _rows.Count(r => !r.IsFinal && r.AccountId == accountId);
}
