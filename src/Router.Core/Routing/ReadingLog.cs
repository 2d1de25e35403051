using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing.Eligibility;

namespace Router.Core.Routing;

/// <summary>The readings that a plan was made from, each once; those of which nothing is known are left out.</summary>
internal sealed class ReadingLog
{
    private readonly List<(AccountOffers Account, string Method, HealthReading Reading)> _readings = [];

    public void Add(AccountOffers account, string method, in HealthReading reading)
    {
        if (reading == HealthReading.Unknown) return;
        foreach (var known in _readings)
            if (ReferenceEquals(known.Account, account) && known.Method == method) return;
        _readings.Add((account, method, reading));
    }

    public PlanReading[] ToPlan()
    {
        if (_readings.Count == 0) return [];
        var readings = new PlanReading[_readings.Count];
        for (var i = 0; i < readings.Length; i++)
        {
            var (account, method, reading) = _readings[i];
            readings[i] = new(
                account.Account.Id, method, reading.Health, reading.Estimate, reading.Approval, BreakerWords.Of(reading.Breaker),
                reading.FailuresNotSent, reading.Blocked);
        }

        return readings;
    }

    public void Clear() => _readings.Clear();
}
