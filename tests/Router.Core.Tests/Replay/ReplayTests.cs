using System.Text.Json;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Replay;
using Router.Core.Routing;
using Router.Core.Tests.Routing;
using Router.Rules;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Replay;

/// Plans as stored, made again from documents kept by hash.
public class ReplayTests
{
    private static readonly RoutePlanner s_planner = RoutePlanner.CreateDefault();

    private readonly InMemoryOrderStore _store = new();
    private readonly RouteReplay _replay;

    public ReplayTests() => _replay = new RouteReplay(s_planner, _store);

    [Fact]
    public async Task Random_plans_of_every_strategy_are_made_again_byte_for_byte()
    {
        var plans = new RandomPlans(11) { Strategies = ["weighted", "priority", "lowestFee", "bestSuccess", "split"] };
        for (var i = 0; i < 1000; i++)
        {
            var (request, snapshot) = plans.Next();
            var order = await OrderAsync(request, snapshot, plans.RuleText, plans.Seed());
            var result = await _replay.ReplayAsync(order);
            result.Outcome.Should().Be(ReplayOutcome.Identical, $"of plan {i}: {string.Join("; ", result.Differences)}");
        }
    }

    [Fact]
    public async Task Registries_and_the_BIN_table_are_kept_too()
    {
        var result = await _replay.ReplayAsync(await CardOrderAsync());
        result.Outcome.Should().Be(ReplayOutcome.Identical, result.Text);
        result.Recomputed!.RuleId.Should().Be("icbc");
        result.Recomputed.ContradictedFacts.Should().Equal("cardBank: table ICBC, caller ABC");
    }

    [Fact]
    public async Task Every_document_that_is_not_there_is_named()
    {
        var order = await CardOrderAsync();
        var empty = await new RouteReplay(s_planner, new InMemoryOrderStore()).ReplayAsync(order);
        empty.Outcome.Should().Be(ReplayOutcome.Missing);
        empty.Text.Should().Contain("rules/" + order.Plan.RuleSetHash).And.Contain("catalog/" + order.Plan.CatalogHash)
            .And.Contain("facts/" + order.Plan.Inputs!.FactsHash).And.Contain("bins/" + order.Plan.Inputs.BinsHash);
    }

    [Theory]
    [InlineData("rules")]
    [InlineData("catalog")]
    [InlineData("facts")]
    [InlineData("bins")]
    public async Task A_document_that_was_changed_in_the_store_is_told(string kind)
    {
        var order = await CardOrderAsync();
        var hash = kind switch
        {
            "rules" => order.Plan.RuleSetHash,
            "catalog" => order.Plan.CatalogHash,
            "facts" => order.Plan.Inputs!.FactsHash,
            _ => order.Plan.Inputs!.BinsHash,
        };
        await _store.SaveDocumentAsync($"{kind}/{hash}", (await _store.LoadDocumentAsync($"{kind}/{hash}"))!.Replace("ICBC", "ABC", StringComparison.Ordinal).Replace("\"b\"", "\"a\"", StringComparison.Ordinal));
        var result = await _replay.ReplayAsync(order);
        result.Outcome.Should().Be(ReplayOutcome.Missing);
        result.Text.Should().Contain($"{kind}/{hash} is not what was kept");
    }

    [Fact]
    public async Task A_plan_that_was_changed_in_the_store_is_shown_with_each_difference()
    {
        var plans = new RandomPlans(3);
        var (told, tried) = (0, 0);
        for (var i = 0; i < 300; i++)
        {
            var (request, snapshot) = plans.Next();
            var order = await OrderAsync(request, snapshot, plans.RuleText, plans.Seed());
            if (order.Plan.Candidates.Count < 2) continue;
            foreach (var plan in Tampered(order.Plan))
            {
                var result = await _replay.ReplayAsync(order with { Plan = plan });
                result.Outcome.Should().Be(ReplayOutcome.Different);
                told += result.Differences.Count;
                tried++;
            }
        }

        tried.Should().BeGreaterThan(300);
        told.Should().BeGreaterThan(tried);

        static IEnumerable<RoutePlan> Tampered(RoutePlan plan)
        {
            yield return plan with { Candidates = [.. plan.Candidates.Reverse()] };
            yield return plan with { Candidates = [plan.Candidates[0] with { FeeMinor = plan.Candidates[0].FeeMinor + 1 }, .. plan.Candidates.Skip(1)] };
            yield return plan with { RuleId = "another" };
            yield return plan with { Excluded = [.. plan.Excluded, new ExcludedCandidate("x", "y")] };
            yield return plan with { Inputs = plan.Inputs! with { Readings = [.. plan.Inputs.Readings, new PlanReading("stranger", "sim.qr", 0.5)] } };
        }
    }

    [Fact]
    public async Task A_plan_without_inputs_says_so_and_is_still_read()
    {
        var order = await CardOrderAsync();
        var old = JsonSerializer.Serialize(order with { Plan = order.Plan with { Inputs = null } }, OrderJson.Default.PaymentOrder);
        old.Should().NotContain("inputs");
        var result = await _replay.ReplayAsync(JsonSerializer.Deserialize(old, OrderJson.Default.PaymentOrder)!);
        result.Outcome.Should().Be(ReplayOutcome.NoInputs);
        result.Text.Should().Contain("no inputs");
    }

    [Fact]
    public void Readings_are_written_short_and_read_back_as_they_were()
    {
        PlanReading[] readings =
        [
            new("a", "m"), new("a", "m", 0.5), new("a", "m", Estimate: 0.9123456789012345), new("a", "m", Approval: 1), new("a", "m", Breaker: "open"),
            new("a", "m", FailuresNotSent: false), new("a", "m", Blocked: "drained: x"),
        ];
        var inputs = new PlanInputs { DemoteBelow = 0.2, Readings = readings };
        var plan = new RoutePlan { Outcome = RouteOutcome.Routed, RuleSetHash = "r", CatalogHash = "c", Seed = 1, Inputs = inputs };
        var text = JsonSerializer.Serialize(plan, OrderJson.Default.RoutePlan);
        text.Should().Contain("""[["a","m"],["a","m",0.5],["a","m",1,0.9123456789012345],["a","m",1,0.97,1],["a","m",1,0.97,0.97,"open"]""");
        JsonSerializer.Deserialize(text, OrderJson.Default.RoutePlan)!.Inputs!.Readings.Should().Equal(readings);
    }

    private async Task<PaymentOrder> CardOrderAsync()
    {
        const string FactsText = """{ "cardBank": { "ICBC": [], "ABC": [] } }""";
        const string BinsText = "# table\n622202,ICBC,debit\n";
        const string RulesText = """
            { "name": "t", "rules": [ { "id": "icbc", "when": { "cardBank": "ICBC" }, "route": { "strategy": "priority", "candidates": ["b"] } } ],
              "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }
            """;
        var facts = FactCatalog.Load("facts.json", FactsText);
        facts.Diagnostics.Should().BeEmpty();
        var bins = BinTable.Load("bins.csv", BinsText, facts.Value).Value!;
        await _store.SaveDocumentAsync(KeptDocuments.Facts(facts.Value!.Hash), FactsText);
        await _store.SaveDocumentAsync(KeptDocuments.Bins(bins.Hash), BinsText);
        var terms = Fixture.Terms() with { Instrument = new(CardBank: "ABC", CardBin: "622202") };
        return await OrderAsync(Fixture.Request(terms), Fixture.Snapshot(Fixture.Rules(RulesText)) with { Facts = facts.Value, Bins = bins }, RulesText, 5);
    }

    private async Task<PaymentOrder> OrderAsync(RouteRequest request, RouterSnapshot snapshot, string ruleText, ulong seed)
    {
        var (catalog, text) = CatalogText.Of(snapshot.Catalog.Accounts, snapshot.Catalog.Channels);
        await _store.SaveDocumentAsync(KeptDocuments.Catalog(catalog.Hash), text);
        await _store.SaveDocumentAsync(KeptDocuments.Rules(snapshot.Rules.Hash), ruleText);
        var order = new PaymentOrder
        {
            Id = "pay_1",
            State = PaymentState.Created,
            Terms = request.Terms,
            CreatedAt = request.AcceptedAt,
            ExpiresAt = request.ExpiresAt,
            Plan = s_planner.Plan(request, snapshot with { Catalog = catalog }, seed),
        };
        return JsonSerializer.Deserialize(JsonSerializer.Serialize(order, OrderJson.Default.PaymentOrder), OrderJson.Default.PaymentOrder)!;
    }
}
