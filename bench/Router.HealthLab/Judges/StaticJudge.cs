using Router.Core.Health;
using Router.HealthLab.World;

namespace Router.HealthLab.Judges;

/// <summary>The written weights, whatever happens; failover after a proved failure is all.</summary>
internal sealed class StaticJudge : IJudge
{
    public HealthView Look(LabPayment payment) => HealthView.Empty;

    public bool TryBegin(LabCall call) => true;

    public void End(LabCall call)
    {
    }
}
