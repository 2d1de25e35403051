using Router.Core.Health;

namespace Router.Core.Backtesting;

/// <summary>
/// Recorded health while recorded payments go by in the order of time: an account that a payment's plan did not name has the health that was
/// seen last. Not thread-safe.
/// </summary>
public sealed class HealthTrack
{
    private readonly SortedDictionary<(string AccountId, string Method), RecordedHealth> _seen = new(
        Comparer<(string AccountId, string Method)>.Create((one, other) => string.CompareOrdinal(one.AccountId, other.AccountId) is var order and not 0
            ? order
            : string.CompareOrdinal(one.Method, other.Method)));

    private HealthView _view = HealthView.Empty;
    private bool _stale;

    /// <summary>The health that this payment is to be planned with.</summary>
    public HealthView At(RecordedPayment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        foreach (var health in payment.Health)
        {
            var key = (health.AccountId, health.Method);
            if (_seen.TryGetValue(key, out var known) && known == health) continue;
            _seen[key] = health;
            _stale = true;
        }

        if (!_stale) return _view;
        _stale = false;
        _view = HealthView.Of(payment.AcceptedAt, _seen.Values.Select(Line), []);
        return _view;
    }

    private static HealthLine Line(RecordedHealth recorded) => new()
    {
        AccountId = recorded.AccountId,
        Method = recorded.Method,
        Health = recorded.Health,
        Estimate = recorded.Estimate,
        Approval = recorded.Approval ?? recorded.Estimate,
        Observations = 0,
        IsOpen = recorded.Breaker is "open" or "probe",
        BreakUntil = recorded.Breaker == "open" ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue,
        ProbeInFlight = false,
        FailuresNotSent = false,
        P99 = TimeSpan.Zero,
        InFlight = 0,
    };
}
