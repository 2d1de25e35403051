using System.Text.Json;
using Router.Core.Orders;
using Router.Core.Replay;
using Router.Core.Routing;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Replay;

public class PlanDifferencesTests
{
    private static readonly RoutePlan s_plan = new()
    {
        Outcome = RouteOutcome.Routed,
        RuleSetHash = "r",
        CatalogHash = "c",
        Seed = 7,
        Candidates = [new("a", "sim", "sim.qr", 1, 1, 6, 6000, 1, 0.97, "closed", "priority")],
        UnrecognisedFacts = ["x"],
    };

    [Fact]
    public void Each_difference_is_told_with_its_path_and_both_sides()
    {
        PlanDifferences.Between(s_plan, s_plan with { Candidates = [s_plan.Candidates[0]] }).Should().BeEmpty();
        var other = s_plan with { RuleId = "one", Seed = 8, Candidates = [s_plan.Candidates[0] with { FeeMinor = 7 }], UnrecognisedFacts = ["x", "y"], ContradictedFacts = ["z"] };
        PlanDifferences.Between(s_plan, other).Should().BeEquivalentTo(
            "ruleId: stored nothing, made again \"one\"", "seed: stored 7, made again 8", "candidates[0].feeMinor: stored 6, made again 7", "unrecognisedFacts[1]: stored nothing, made again \"y\"",
            "contradictedFacts[0]: stored nothing, made again \"z\"");
        PlanDifferences.Between(other, s_plan).Should().Contain("unrecognisedFacts[1]: stored \"y\", made again nothing").And.Contain("ruleId: stored \"one\", made again nothing");
    }

    [Theory]
    [InlineData(50, 50, null)]
    [InlineData(51, 51, "and 1 more")]
    [InlineData(60, 51, "and 10 more")]
    public void Fifty_differences_are_told(int differences, int told, string? last)
    {
        var all = PlanDifferences.Between(
            s_plan with { UnrecognisedFacts = [.. Enumerable.Range(0, differences).Select(i => $"a{i}")] }, s_plan with { UnrecognisedFacts = [.. Enumerable.Range(0, differences).Select(i => $"b{i}")] });
        all.Should().HaveCount(told);
        all[49].Should().Be("unrecognisedFacts[49]: stored \"a49\", made again \"b49\"");
        if (last is not null) all[50].Should().Be(last);
    }

    [Fact]
    public void What_a_plan_noted_of_a_day_is_given_back()
    {
        var noted = new NotedLimits([new("a", 3, null), new("b", null, 500)]);
        (Of("a"), Of("b"), Of("c")).Should().Be((new LimitLeft(3, null), new LimitLeft(null, 500), default(LimitLeft)));
        (KeptDocuments.Rules("h"), KeptDocuments.Facts("h"), KeptDocuments.Bins("h"), KeptDocuments.Catalog("h")).Should().Be(("rules/h", "facts/h", "bins/h", "catalog/h"));

        LimitLeft Of(string account) => noted.Of(Fixture.Account(account), new(2026, 3, 2), Router.Abstractions.Currency.CNY);
    }

    [Theory]
    [InlineData("""["a","m"]""")]
    [InlineData("""["a","m",0.5]""")]
    [InlineData("""["a","m",0.5,0.25]""")]
    [InlineData("""["a","m",1,0.97,0.5]""")]
    [InlineData("""["a","m",1,0.97,0.97,"open"]""")]
    [InlineData("""["a","m",1,0.97,0.97,"closed",false]""")]
    [InlineData("""["a","m",0.5,0.25,0.125,"probe",false,"drained: x"]""")]
    [InlineData("""["a","m",1,0.97,0.97,"closed",true,"drained: x"]""")]
    public void A_reading_is_written_without_the_defaults_at_its_end(string json) => Written(Read(json)).Should().Be(json);

    [Fact]
    public void A_reading_is_read_member_by_member_and_nothing_else()
    {
        Read("""["a","m",0.5,0.25,0.125,"probe",false,"x"]""").Should().Be(new PlanReading("a", "m", 0.5, 0.25, 0.125, "probe", false, "x"));
        Read("""["a","m"]""").Should().Be(new PlanReading("a", "m", 1, 0.97, 0.97, "closed", true, null));
        foreach (var (json, told) in new[] { ("{}", "A reading is an array."), ("""["a"]""", "A reading names its account and method."), ("""["a","m",1,1,1,"open",true,null,1]""", "A reading has at most eight members.") })
            new Action(() => Read(json)).Should().Throw<JsonException>().WithMessage(told + "*");
    }

    private static PlanReading Read(string json) => JsonSerializer.Deserialize($$"""{ "demoteBelow": 0.2, "readings": [{{json}}] }""", OrderJson.Default.PlanInputs)!.Readings[0];

    private static string Written(PlanReading reading)
    {
        var text = JsonSerializer.Serialize(new PlanInputs { DemoteBelow = 0.2, Readings = [reading] }, OrderJson.Default.PlanInputs);
        return text[(text.IndexOf('[', StringComparison.Ordinal) + 1)..^2];
    }
}
