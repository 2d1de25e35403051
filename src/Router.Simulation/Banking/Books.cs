using Router.Abstractions;

namespace Router.Simulation.Banking;

/// <summary>The books of all channels together, in the order in which things happened.</summary>
internal sealed class Books
{
    private readonly Dictionary<string, BankEntry> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<BankEntry>> _byOrderNo = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BankRefund> _refundByNumber = new(StringComparer.Ordinal);

    public List<BankEntry> Entries { get; } = [];

    public List<BankRefund> Refunds { get; } = [];

    /// <summary>Everything that moved money, for the bills.</summary>
    public List<Booked> Booked { get; } = [];

    /// <summary>What buyers, channels and merchants still have before them.</summary>
    public int Coming { get; set; }

    public BankEntry? Find(string number) => _byNumber.GetValueOrDefault(number);

    public BankRefund? FindRefund(string number) => _refundByNumber.GetValueOrDefault(number);

    public IReadOnlyList<BankEntry> Of(string orderNo) => _byOrderNo.GetValueOrDefault(orderNo) ?? [];

    public BankEntry Sent(PayRequest request, string account, bool expires)
    {
        if (Find(request.AttemptNumber) is { } known) return known;
        var entry = new BankEntry(request.AttemptNumber, request.Description, account, request.Method, request.Amount, expires ? request.ExpiresAt : null);
        _byNumber.Add(entry.Number, entry);
        Entries.Add(entry);
        if (!_byOrderNo.TryGetValue(entry.OrderNo, out var list)) _byOrderNo.Add(entry.OrderNo, list = []);
        list.Add(entry);
        return entry;
    }

    public BankRefund Add(BankRefund refund)
    {
        _refundByNumber.Add(refund.Number, refund);
        Refunds.Add(refund);
        return refund;
    }
}
