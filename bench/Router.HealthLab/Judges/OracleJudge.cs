using Router.Core.Health;
using Router.HealthLab.World;

namespace Router.HealthLab.Judges;

/// <summary>Knows how every account is at the time of the plan, though not what a draw will decide.</summary>
internal sealed class OracleJudge(LabWorld world, LabClock clock) : IJudge
{
    private const double SecondCosts = 0.001;

    public HealthView Look(LabPayment payment)
    {
        Span<double> worth = stackalloc double[LabWorld.Accounts.Length];
        var best = double.MinValue;
        for (var i = 0; i < worth.Length; i++)
        {
            var sickness = world.Fault.Of(i, payment.Bank, clock.Now);

            worth[i] = -sickness.Fails - (SecondCosts * sickness.SlowBy);
            best = Math.Max(best, worth[i]);
        }

        Span<Standing> standings = stackalloc Standing[LabWorld.Accounts.Length];
        for (var i = 0; i < standings.Length; i++) standings[i] = worth[i] >= best - 1e-9 ? Standing.Well : Standing.Last;
        return LabViews.Of(standings);
    }

    public bool TryBegin(LabCall call) => true;

    public void End(LabCall call)
    {
    }
}
