using Router.Core.Health;
using Router.Core.Orders;

namespace Router.Core.Routing;

/// <summary>The readings that a plan was made from, each once; those of which nothing is known are left out.</summary>
internal sealed class ReadingLog
{
    private readonly List<PlanReading> _readings = [];

    public IReadOnlyList<PlanReading> ToPlan() => _readings.Count == 0 ? [] : _readings.ToArray();

    public void Add(string accountId, string method, in HealthReading reading)
    {
        if (reading == HealthReading.Unknown) return;
        foreach (var known in _readings)
            if (known.AccountId == accountId && known.Method == method) return;
        _readings.Add(new(
            accountId, method, reading.Health, reading.Estimate, reading.Approval, BreakerWords.Of(reading.Breaker), reading.FailuresNotSent, reading.Blocked));
    }
}
