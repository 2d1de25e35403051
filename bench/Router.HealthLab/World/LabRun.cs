using Router.Abstractions;
using Router.Core.Payments;
using Router.HealthLab.Judges;

namespace Router.HealthLab.World;

/// <summary>One judge's twenty minutes: arrivals and answers in the order of time, with the engine's own table of failover.</summary>
internal sealed class LabRun(LabWorld world, LabRoutes routes, LabClock clock, IJudge judge)
{
    private static readonly EngineSettings Engine = new();
    private const double BuyerSeconds = 60;

    private readonly PriorityQueue<LabCall, (double At, long Order)> _calls = new();
    private readonly PriorityQueue<LabCall, (double At, long Order)> _actions = new();
    private readonly LabFigures _figures = new(world);
    private long _order;

    public LabFigures Run()
    {
        foreach (var payment in world.Arrivals())
        {
            RunUntil(payment.At);
            clock.MoveTo(payment.At);
            _figures.Arrived(payment);
            Send(payment, 0, []);
        }

        RunUntil(double.MaxValue);
        return _figures;
    }

    private void RunUntil(double until)
    {
        while (true)
        {
            var call = _calls.TryPeek(out _, out var next) ? next.At : double.MaxValue;
            var action = _actions.TryPeek(out _, out var later) ? later.At : double.MaxValue;
            if (Math.Min(call, action) >= until) return;
            clock.MoveTo(Math.Min(call, action));
            if (call <= action) End(_calls.Dequeue());
            else EndAction(_actions.Dequeue());
        }
    }

    private void Send(LabPayment payment, int tried, IReadOnlyList<string> rest)
    {
        if (tried == 0) rest = [.. routes.Plan(payment, judge.Look(payment), world.SeedOf(payment)).Select(c => c.AccountId)];
        for (var i = 0; i < rest.Count; i++)
        {
            if (tried >= Engine.MaxAttempts || (tried > 0 && clock.Now + LabWorld.Deadline > payment.At + Engine.Budget.TotalSeconds)) break;
            var account = Array.IndexOf(LabWorld.Accounts, rest[i]);
            var call = new LabCall(payment, account, clock.Now, tried, world.Answer(payment, account, clock.Now), [.. rest.Skip(i + 1)]);
            if (!judge.TryBegin(call)) continue;
            _figures.Begun(call);
            _calls.Enqueue(call, (call.At + call.Answer.Seconds, _order++));
            return;
        }

        _figures.Ended(payment, clock.Now, served: false);
    }

    private void End(LabCall call)
    {
        var result = call.Answer.Result;
        judge.End(call);
        _figures.Answered(call);
        var step = FailoverPolicy.Decide(result.Outcome, result.Fault?.Stage, result.Fault?.Blame, result.MustClose).Step;
        if (step == FailoverStep.Next) Send(call.Payment, call.Tried + 1, call.Rest);
        else _figures.Ended(call.Payment, clock.Now, served: step == FailoverStep.Stop);
        if (result.Outcome == PayOutcome.Pending) _actions.Enqueue(call, (clock.Now + BuyerSeconds, _order++));
    }

    private void EndAction(LabCall call) => judge.ActionEnded(call, world.BuyerPays(call.Payment, call.Account, call.At));
}
