using Router.Core.Health;
using Router.Core.Payments;
using Router.HealthLab.World;

namespace Router.HealthLab.Judges;

/// <summary>A plain circuit breaker: five failures in a row open it for 30 s, then one trial closes it or opens it again.</summary>
internal sealed class BreakerJudge(LabClock clock) : IJudge
{
    private const int Failures = 5;
    private const double Break = 30;
    private readonly int[] _row = new int[LabWorld.Accounts.Length];
    private readonly double[] _openUntil = new double[LabWorld.Accounts.Length];
    private readonly bool[] _isOpen = new bool[LabWorld.Accounts.Length];
    private readonly LabCall?[] _trial = new LabCall?[LabWorld.Accounts.Length];

    public HealthView Look(LabPayment payment)
    {
        Span<Standing> standings = stackalloc Standing[LabWorld.Accounts.Length];
        for (var i = 0; i < standings.Length; i++) standings[i] = MayCall(i) ? Standing.Well : Standing.Out;
        return LabViews.Of(standings);
    }

    public bool TryBegin(LabCall call)
    {
        if (!MayCall(call.Account)) return false;
        if (_isOpen[call.Account]) _trial[call.Account] = call;
        return true;
    }

    public void End(LabCall call)
    {
        var isTrial = _trial[call.Account] == call;
        if (isTrial) _trial[call.Account] = null;
        if (_isOpen[call.Account] && !isTrial) return;
        if (Observed.From(call.Answer.Result) == Observation.Good)
        {
            _row[call.Account] = 0;
            _isOpen[call.Account] = false;
        }
        else if (++_row[call.Account] >= Failures || isTrial)
        {
            _isOpen[call.Account] = true;
            _openUntil[call.Account] = clock.Now + Break;
        }
    }

    private bool MayCall(int account) => !_isOpen[account] || (_trial[account] is null && clock.Now >= _openUntil[account]);
}
