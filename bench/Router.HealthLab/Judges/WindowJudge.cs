using Router.Core.Health;
using Router.Core.Payments;
using Router.HealthLab.World;

namespace Router.HealthLab.Judges;

/// <summary>
/// Routing by success rate: each account's last hundred results of the last five minutes; whoever lies more than five points below the best
/// stands last, but for one payment in fifty that explores.
/// </summary>
internal sealed class WindowJudge(LabClock clock) : IJudge
{
    private const int Results = 100;
    private const double Window = 300;
    private const double Behind = 0.05;
    private const int ExploreEvery = 50;
    private readonly Queue<(double At, bool Good)>[] _seen = [new(), new(), new()];
    private readonly int[] _good = new int[LabWorld.Accounts.Length];

    public HealthView Look(LabPayment payment)
    {
        Span<double> rates = stackalloc double[LabWorld.Accounts.Length];
        var best = 0.0;
        for (var i = 0; i < rates.Length; i++)
        {
            while (_seen[i].TryPeek(out var oldest) && oldest.At < clock.Now - Window) Forget(i);
            rates[i] = (_good[i] + 5.0) / (_seen[i].Count + 5.0);
            best = Math.Max(best, rates[i]);
        }

        Span<Standing> standings = stackalloc Standing[LabWorld.Accounts.Length];
        for (var i = 0; i < standings.Length; i++)
            standings[i] = best - rates[i] <= Behind || payment.Number % ExploreEvery == 0 ? Standing.Well : Standing.Last;
        return LabViews.Of(standings);
    }

    public bool TryBegin(LabCall call) => true;

    public void End(LabCall call)
    {
        var good = Observed.From(call.Answer.Result) == Observation.Good;
        _seen[call.Account].Enqueue((clock.Now, good));
        if (good) _good[call.Account]++;
        if (_seen[call.Account].Count > Results) Forget(call.Account);
    }

    private void Forget(int account)
    {
        if (_seen[account].Dequeue().Good) _good[account]--;
    }
}
