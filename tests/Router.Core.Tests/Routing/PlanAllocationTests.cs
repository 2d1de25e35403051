using System.Text.Json.Nodes;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;

namespace Router.Core.Tests.Routing;

/// What one plan of eight candidates allocates: the plan and nothing beside it.
public class PlanAllocationTests
{
    private const int Runs = 200;
    private const int Rounds = 8;

    private static readonly RoutePlanner s_planner = RoutePlanner.CreateDefault();

    [Theory]
    [InlineData("weighted")]
    [InlineData("priority")]
    [InlineData("lowestFee")]
    [InlineData("bestSuccess")]
    [InlineData("split")]
    public void A_plan_allocates_itself_and_no_more_than_was_committed(string strategy)
    {
        var ids = Enumerable.Range(0, 8).Select(i => "account-" + i).ToList();
        var catalog = Fixture.Catalog([.. ids.Select(id => Fixture.Account(id))]);
        var view = Fixture.View([.. ids.Select((id, i) => Fixture.Line(id, 1 - (i * 0.05)))]);
        var rules = Fixture.Default($$"""{ "strategy": "{{strategy}}", "candidates": [{{string.Join(",", ids.Select(id => $"\"{id}\""))}}] }""");
        var snapshot = Fixture.Snapshot(rules, view, catalog);
        var request = Fixture.Request();
        var facts = RoutePlanner.FactsOf(request, snapshot);
        var plan = s_planner.Plan(request, facts, snapshot, 1);
        plan.Candidates.Should().HaveCount(8);

        var allocated = Allocated(() => s_planner.Plan(request, facts, snapshot, 1));
        allocated.Should().BeLessThanOrEqualTo(Allocated(() => Copy(plan)), "a plan allocates nothing that is not in it");
        allocated.Should().BeLessThanOrEqualTo(Expected("plan"), "bench/alloc.expected.json says what a plan may allocate; mend the plan, or commit the figure with a reason");
    }

    // The least of several rounds: what the runtime itself makes once, when it compiles a method anew, belongs to no plan.
    private static long Allocated(Func<object> make)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Runs; i++) make();
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / Runs);
        }

        return least;
    }

    // Every object of the plan once more: its own size, measured and not calculated.
    private static RoutePlan Copy(RoutePlan plan)
    {
        var candidates = new PlannedCandidate[plan.Candidates.Count];
        for (var i = 0; i < candidates.Length; i++) candidates[i] = plan.Candidates[i] with { };
        var readings = new PlanReading[plan.Inputs!.Readings.Count];
        for (var i = 0; i < readings.Length; i++) readings[i] = plan.Inputs.Readings[i];
        return plan with { Candidates = candidates, Inputs = plan.Inputs with { Readings = readings } };
    }

    private static long Expected(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Router.sln"))) folder = folder.Parent;
        return (long)JsonNode.Parse(File.ReadAllText(Path.Combine(folder!.FullName, "bench", "alloc.expected.json")))![name]!;
    }
}
