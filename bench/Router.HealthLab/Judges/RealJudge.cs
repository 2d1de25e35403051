using Router.Core.Health;
using Router.Core.Payments;
using Router.HealthLab.World;

namespace Router.HealthLab.Judges;

/// <summary>The health model itself.</summary>
internal sealed class RealJudge : IJudge
{
    public RealJudge(LabClock clock, HealthSettings settings)
    {
        Model = new HealthModel(clock, settings);
        Model.Configure(LabRoutes.Catalog);
    }

    public HealthModel Model { get; }

    public HealthView Look(LabPayment payment) => Model.Tick();

    public bool TryBegin(LabCall call)
    {
        var (account, bank) = (LabWorld.Accounts[call.Account], LabWorld.Banks[call.Payment.Bank]);
        call.Ticket = Model.TryBegin(account, LabRoutes.Method, bank, out _);
        if (call.Ticket is { IsProbe: true }) call.Probes = Model.View.Find(account, LabRoutes.Method) is { IsOpen: true } ? account : $"{account}/{bank}";
        return call.Ticket is not null;
    }

    public void End(LabCall call) => call.Ticket!.Complete(Observed.From(call.Answer.Result), Observed.Approval(call.Answer.Result));

    public void ActionEnded(LabCall call, bool paid)
    {
        Model.ActionEnded(LabWorld.Accounts[call.Account], LabRoutes.Method, paid);
        if (paid) Model.RecordApproval(LabWorld.Accounts[call.Account], LabRoutes.Method, Approval.Succeeded);
    }
}
