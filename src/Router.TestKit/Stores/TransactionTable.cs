using Router.Core.Orders;
using Router.Core.Store;

namespace Router.TestKit.Stores;

/// <summary>Which payments a channel's transactions have paid.</summary>
internal sealed class TransactionTable
{
    private readonly Dictionary<TransactionClaim, List<string>> _payments = [];

    public bool Allows(string paymentId, IReadOnlyList<TransactionClaim> claims)
    {
        foreach (var claim in claims)
            if (_payments.TryGetValue(claim, out var paid) && paid.Any(id => id != paymentId)) return false;
        return true;
    }

    public void Apply(PaymentOrder? stored, PaymentOrder order)
    {
        foreach (var attempt in stored?.Attempts ?? [])
            if (attempt.PaidBy is { } id) _payments[new(attempt.AccountId, id)].Remove(order.Id);
        foreach (var attempt in order.Attempts)
        {
            if (attempt.PaidBy is not { } id) continue;
            var claim = new TransactionClaim(attempt.AccountId, id);
            if (!_payments.TryGetValue(claim, out var paid)) _payments.Add(claim, paid = []);
            paid.Add(order.Id);
        }
    }
}
