namespace Router.Load.Records;

/// <summary>One request for a payment as the merchant's side remembers it; the same key is always the same request.</summary>
internal sealed class AskedPayment(string merchant, string orderNo, string key, long amount)
{
    private static readonly string[] s_final = ["succeeded", "failed", "closed"];
    private readonly Lock _gate = new();
    private string? _paymentId;
    private string? _state;
    private string? _refusal;

    public const string Currency = "CNY";

    public string Merchant => merchant;
    public string OrderNo => orderNo;
    public string Key => key;
    public long Amount => amount;

    /// <summary>The payment that was acknowledged; null: none was.</summary>
    public string? PaymentId
    {
        get
        {
            lock (_gate) return _paymentId;
        }
    }

    /// <summary>The last acknowledged state, a final one before any other.</summary>
    public string? State
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    /// <summary>The code with which it was refused for good; null: it was not.</summary>
    public string? Refusal
    {
        get
        {
            lock (_gate) return _refusal;
        }
    }

    public bool IsFinal => State is { } state && s_final.Contains(state);

    public bool IsUnanswered => PaymentId is null && Refusal is null;

    /// <returns>What cannot be: another payment under the same key, or a final state that changed; null where all is well.</returns>
    public string? Acknowledge(string paymentId, string state)
    {
        lock (_gate)
        {
            if (_paymentId is { } known && known != paymentId) return $"key {key} was answered with {known} and with {paymentId}";
            (_paymentId, _refusal) = (paymentId, null);
            if (_state is not { } before || !s_final.Contains(before))
            {
                _state = state;
                return null;
            }

            // An older answer may arrive after a newer one; only two finals contradict each other.
            return before == state || !s_final.Contains(state) ? null : $"payment {paymentId} was {before} and then {state}";
        }
    }

    public void Refuse(string code)
    {
        lock (_gate)
        {
            if (_paymentId is null) _refusal = code;
        }
    }
}
