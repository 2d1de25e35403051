using Router.Core.Health;
using Router.HealthLab.World;

namespace Router.HealthLab.Judges;

/// <summary>Decides which accounts are well; the same planner makes the order from it.</summary>
internal interface IJudge
{
    /// <summary>What a payment is to be planned with.</summary>
    HealthView Look(LabPayment payment);

    /// <summary>Whether the call may be made.</summary>
    bool TryBegin(LabCall call);

    void End(LabCall call);

    void ActionEnded(LabCall call, bool paid)
    {
    }
}
