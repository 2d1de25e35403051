using Router.Host.Demo.Checks;

namespace Router.Load.Checks;

/// <summary>One payment as the router shows it at the end.</summary>
/// <param name="PaymentId">Its id.</param>
/// <param name="Merchant">Whose.</param>
/// <param name="OrderNo">His number.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="State">As it stands.</param>
/// <param name="Attempts">The numbers under which channels were asked.</param>
/// <param name="Winner">The attempt that paid it.</param>
/// <param name="Refunds">By refund id; read only where money may have gone back.</param>
/// <param name="HasOpenCase">Whether people were asked to look.</param>
internal sealed record StoredOrder(
    string PaymentId, string Merchant, string OrderNo, long Amount, string Currency, string State, IReadOnlyList<string> Attempts, string? Winner,
    IReadOnlyDictionary<string, KnownRefund> Refunds, bool HasOpenCase)
{
    private static readonly string[] s_settled = ["succeeded", "failed", "closed", "suspense"];

    /// <summary>Whether the payment is final or waits for people.</summary>
    public bool IsSettled => s_settled.Contains(State);

    /// <summary>Refunds that are neither final nor wait for people.</summary>
    public IEnumerable<KnownRefund> OpenRefunds => Refunds.Values.Where(refund => !s_settled.Contains(refund.State));
}
