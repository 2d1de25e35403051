namespace Router.HealthLab.World;

/// <summary>What one run came to.</summary>
internal sealed class LabFigures(LabWorld world)
{
    private const double Settled = 20;
    private readonly List<double> _latencies = [];
    private readonly long[] _healthyFirsts = new long[LabWorld.Accounts.Length];
    private readonly List<(double At, bool OnA)> _afterwards = [];
    private readonly List<double> _probes = [];
    private readonly List<string> _probing = [];
    private double _lastArrival;
    private long _faultFirsts;
    private long _faultFirstsOnA;

    public LabWorld World { get; } = world;
    public long Payments { get; private set; }

    /// <summary>Payments that ended without a channel's word on them, good or bad: unknown, or nobody left to try.</summary>
    public long Lost { get; private set; }

    /// <summary>Calls to the first account while the fault lasted.</summary>
    public long AttemptsOnA { get; private set; }

    /// <summary>When the first account was probed.</summary>
    public IReadOnlyList<double> Probes => _probes;

    /// <summary>The most probes that one account, or one bank within an account, had under way at once.</summary>
    public int ProbesAtOnce { get; private set; }

    /// <summary>The longest time without a payment.</summary>
    public double LongestGap { get; private set; }

    /// <summary>The first account's share of first attempts from 20 s after the fault began until it ended.</summary>
    public double ShareOfA => _faultFirsts == 0 ? 0 : (double)_faultFirstsOnA / _faultFirsts;

    /// <summary>The 99th percentile of the seconds that payments took which came in during the fault.</summary>
    public double P99
    {
        get
        {
            if (_latencies.Count == 0) return 0;
            _latencies.Sort();
            return _latencies[Math.Min(_latencies.Count - 1, _latencies.Count * 99 / 100)];
        }
    }

    /// <summary>The greatest distance of a share from its weight while all were well, before the fault.</summary>
    public double ShareError
    {
        get
        {
            var sum = Math.Max(1.0, _healthyFirsts.Sum());
            return new[] { 0.5, 0.3, 0.2 }.Select((share, i) => Math.Abs((_healthyFirsts[i] / sum) - share)).Max();
        }
    }

    public double ShareAfter(double secondsAfterTheFault)
    {
        var later = _afterwards.Where(a => a.At >= LabWorld.FaultTo + secondsAfterTheFault).ToList();
        return later.Count == 0 ? 0 : (double)later.Count(a => a.OnA) / later.Count;
    }

    public void Arrived(LabPayment payment)
    {
        LongestGap = Math.Max(LongestGap, payment.At - _lastArrival);
        _lastArrival = payment.At;
    }

    public void Begun(LabCall call)
    {
        if (call.Probes is { } probed)
        {
            _probing.Add(probed);
            ProbesAtOnce = Math.Max(ProbesAtOnce, _probing.Count(p => p == probed));
        }

        var inFault = call.At is >= LabWorld.FaultFrom and < LabWorld.FaultTo;
        if (call.Account == 0 && inFault) AttemptsOnA++;
        if (call.Probes == LabWorld.Accounts[0]) _probes.Add(call.At);
        if (call.Tried > 0) return;
        if (call.At < LabWorld.FaultFrom) _healthyFirsts[call.Account]++;
        if (call.At >= LabWorld.FaultTo) _afterwards.Add((call.At, call.Account == 0));
        if (!inFault || call.At < LabWorld.FaultFrom + Settled) return;
        _faultFirsts++;
        if (call.Account == 0) _faultFirstsOnA++;
    }

    public void Answered(LabCall call)
    {
        if (call.Probes is { } probed) _probing.Remove(probed);
    }

    public void Ended(LabPayment payment, double at, bool served)
    {
        Payments++;
        if (!served) Lost++;
        if (payment.At is >= LabWorld.FaultFrom and < LabWorld.FaultTo) _latencies.Add(at - payment.At);
    }
}
