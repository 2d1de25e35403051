using Router.Core.Orders;

namespace Router.TestKit.Stores;

/// <summary>Messages in the order in which they became true, which is the order of their commits.</summary>
internal sealed class OutboxTable
{
    private readonly List<OutboxRecord> _rows = [];
    private readonly Dictionary<string, int> _byId = [];
    private readonly Dictionary<string, List<int>> _byPayment = [];
    private readonly SortedSet<int> _waiting = [];

    public void Put(OutboxRecord message)
    {
        if (_byId.TryGetValue(message.Id, out var at))
        {
            _rows[at] = message;
        }
        else
        {
            at = _rows.Count;
            _rows.Add(message);
            _byId.Add(message.Id, at);
            if (!_byPayment.TryGetValue(message.PaymentId, out var ofPayment)) _byPayment.Add(message.PaymentId, ofPayment = []);
            ofPayment.Add(at);
        }

        // A message without a time goes nowhere: it is kept for the event list and holds nobody up.
        if (message is { State: OutboxState.Waiting, DueAt: not null }) _waiting.Add(at);
        else _waiting.Remove(at);
    }

    public IReadOnlyList<OutboxRecord> Due(DateTimeOffset now, int limit)
    {
        if (_waiting.Count == 0) return [];
        var seen = new HashSet<string>();
        return [.. _waiting.Select(at => _rows[at]).Where(m => seen.Add(m.PaymentId)).Where(m => m.DueAt <= now).Take(limit)];
    }

    public IReadOnlyList<OutboxRecord> OfPayment(string paymentId) =>
        [.. (_byPayment.GetValueOrDefault(paymentId) ?? []).Select(at => _rows[at]).Where(m => _byId.ContainsKey(m.Id))];

    // The row stays as a gap, so that the places of the others hold.
    public void DeleteDone(DateTimeOffset before, Func<string, bool> isFinal)
    {
        foreach (var message in _rows.Where(m => m.CreatedAt < before && (m is { State: OutboxState.Delivered } or { State: OutboxState.Waiting, DueAt: null }) && isFinal(m.PaymentId)))
            _byId.Remove(message.Id);
    }
}
