using Router.Core.Health;
using Router.Core.Routing;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Health;

/// Payments at a steady rate on virtual time through planner and health model, with failover to the next candidate after a fast failure.
internal sealed class Traffic
{
    public const string Weights5030 = """{ "strategy": "weighted", "candidates": [{ "account": "a", "weight": 50 }, { "account": "b", "weight": 30 }, { "account": "c", "weight": 20 }] }""";

    private readonly HealthClock _clock = new();
    private readonly PriorityQueue<(CallTicket Ticket, Observation Observation), (DateTimeOffset, long)> _ending = new();
    private readonly RoutePlanner _planner = RoutePlanner.CreateDefault();
    private readonly SeededDraw _draw;
    private readonly ulong _seed;
    private readonly Router.Rules.RuleSet _rules;
    private long _count;

    public Traffic(ulong seed, string route = Weights5030, HealthSettings? settings = null)
    {
        _seed = seed;
        _draw = new SeededDraw(seed ^ 0x5555);
        _rules = Fixture.Default(route);
        Model = new HealthModel(_clock, settings);
        Model.Configure(Fixture.Catalog());
    }

    public HealthModel Model { get; }
    public DateTimeOffset Now => _clock.Now;

    /// What a call to an account does: seconds until its end, and what is seen. Null draws are healthy.
    public Func<string, double, (double Seconds, Observation Observation)?> Fault { get; set; } = (_, _) => null;

    /// Every first attempt and every failover, in order.
    public List<(DateTimeOffset At, string Account, bool IsFirst, bool IsProbe)> Attempts { get; } = [];
    public int ProbesInFlightMax { get; private set; }

    public void Run(double seconds, double perSecond)
    {
        var until = _clock.Now.AddSeconds(seconds);
        while (_clock.Now < until)
        {
            var next = _clock.Now.AddSeconds(1 / perSecond);
            End(next);
            _clock.Set(next);
            Pay();
        }
    }

    public double Share(string account, DateTimeOffset from, DateTimeOffset to)
    {
        var first = Attempts.Where(a => a.IsFirst && a.At >= from && a.At < to).ToList();
        return first.Count == 0 ? 0 : (double)first.Count(a => a.Account == account) / first.Count;
    }

    private void Pay()
    {
        var view = Model.Tick();
        var plan = _planner.Plan(Fixture.Request(), Fixture.Snapshot(_rules, view), _seed + (ulong)_count++ * 7919);
        var tried = 0;
        foreach (var candidate in plan.Candidates)
        {
            if (tried == 3) return;
            if (Model.TryBegin(candidate.AccountId, candidate.Method, null, out _) is not { } ticket) continue;
            Attempts.Add((_clock.Now, candidate.AccountId, tried++ == 0, ticket.IsProbe));
            var (seconds, observation) = Fault(candidate.AccountId, _draw.Next()) ?? (0.12, _draw.Next() < 0.997 ? Observation.Good : Observation.Bad);
            if (seconds > 0) _ending.Enqueue((ticket, observation), (_clock.Now.AddSeconds(seconds), _count));
            else ticket.Complete(observation);
            ProbesInFlightMax = Math.Max(ProbesInFlightMax, _ending.UnorderedItems.Count(e => e.Element.Ticket is { IsProbe: true } t && t.AccountId == candidate.AccountId));
            if (seconds > 0 || observation == Observation.Good) return;
        }
    }

    private void End(DateTimeOffset until)
    {
        while (_ending.TryPeek(out _, out var at) && at.Item1 <= until)
        {
            var (ticket, observation) = _ending.Dequeue();
            _clock.Set(at.Item1);
            ticket.Complete(observation);
        }
    }
}
