using System.Security.Cryptography;
using System.Text.Json;
using Router.Core.Orders;
using Router.Core.Routing;

namespace Router.Core.Tests.Routing;

/// What the planner decided once it decides for ever: stored plans must replay. A change of this figure breaks every stored plan.
public class GoldenPlanTests
{
    [Fact]
    public void Two_thousand_random_plans_are_what_they_were()
    {
        var plans = new RandomPlans(7);
        var planner = RoutePlanner.CreateDefault();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 2000; i++)
        {
            var (request, snapshot) = plans.Next();
            var plan = planner.Plan(request, snapshot, plans.Seed()) with { RuleSetHash = "", Inputs = null };
            Count(plan.Outcome.ToString());
            foreach (var candidate in plan.Candidates) Count(candidate.Note.Split(',')[0]);
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(plan, OrderJson.Default.RoutePlan));
        }

        outcomes.Keys.Should().Contain(["Routed", "Declined", "NoCandidate", "AllDown", "demoted", "explored", "fallback", "panic", "probe", "tried", "weighted"]);
        Convert.ToHexStringLower(hash.GetHashAndReset()).Should().Be("91dfdc9c7c7e919d45eba27fd1008ad667054eda34f7b1e3e5ab4562e76e548a");

        void Count(string what) => outcomes[what] = outcomes.GetValueOrDefault(what) + 1;
    }
}
