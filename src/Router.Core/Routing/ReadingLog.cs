using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing.Eligibility;

namespace Router.Core.Routing;

/// <summary>The readings that a plan was made from, each once; those of which nothing is known are left out.</summary>
internal sealed class ReadingLog
{
    private readonly List<(AccountOffers Account, string Method, HealthReading Reading)> _readings = [];
    private readonly List<(AccountOffers Account, LimitLeft Left)> _limits = [];

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

    /// <summary>What an account may still take; read once a plan, so that the plan speaks of one moment.</summary>
    public LimitLeft Left(AccountOffers account, in Asked asked)
    {
        foreach (var known in _limits)
            if (ReferenceEquals(known.Account, account)) return known.Left;
        var left = asked.Limits!.Of(account.Account, account.DayOf(asked.Request.Now), asked.Request.Terms.Amount.Currency);
        _limits.Add((account, left));
        return left;
    }

    public PlanLimit[]? Limits() =>
        _limits.Count == 0 ? null : [.. _limits.Select(l => new PlanLimit(l.Account.Account.Id, l.Left.Count, l.Left.AmountMinor))];

    public void Clear()
    {
        _readings.Clear();
        _limits.Clear();
    }
}
