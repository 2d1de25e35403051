using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Replay;
using Router.Core.Risk;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Replay;

/// Orders that lived through the engine: every plan that is stored on the way can be made again.
public class ReplayedOrdersTests
{
    private const string Accounts = """[{ "account": "a", "weight": 50 }, { "account": "b", "weight": 30 }, { "account": "c", "weight": 20 }]""";

    [Theory]
    [InlineData("weighted")]
    [InlineData("bestSuccess")]
    [InlineData("split")]
    public void Plans_through_an_outage_overrides_and_drains(string strategy) => World.Run(
        async engine =>
        {
            var notes = new HashSet<string>();
            engine.A.Pay.Always = (_, _) => Task.FromResult(ChannelResult.NotSent(FaultBlame.Channel, "down", "down"));
            for (var i = 0; i < 120; i++)
            {
                if (i == 40) engine.Health.Override("b", 0.1, "by hand", engine.Now.AddMinutes(5));
                if (i == 60) engine.Health.Drain("c", "moving");
                if (i == 80) engine.Health.Undrain("c", "back");
                var answer = await engine.PayAsync("o" + i);
                var result = await ShouldReplayAsync(engine, answer.Payment!.Id);
                notes.UnionWith(result.Candidates.Select(c => c.Note));
                notes.UnionWith(result.Excluded.Select(e => e.Reason));
                engine.Clock.AdvanceTo(engine.Now.AddMilliseconds(700));
            }

            notes.Should().Contain(["drained: moving", "demoted", "explored"]);
            if (strategy != "bestSuccess") notes.Should().Contain(["probe", "breaker open"]);
        },
        options => options.Route = $$"""{ "strategy": "{{strategy}}", "candidates": {{Accounts}} }""");

    [Fact]
    public void A_switch_replaces_the_plan_and_its_inputs() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await ShouldReplayAsync(engine, order.Id);
        engine.Clock.AdvanceTo(engine.Now.AddSeconds(20));
        engine.Health.Drain("a", "moving");
        engine.B.Pay.Then((r, _) => Task.FromResult(engine.Pending(engine.B, r, null, true)));
        var switched = await engine.Router.SwitchAsync(new SwitchCommand(order.Id, ["sim.forever"]));
        switched.Error.Should().BeNull();
        var plan = await ShouldReplayAsync(engine, order.Id);
        plan.Inputs!.MadeAt.Should().BeAfter(order.CreatedAt);
        plan.Excluded.Should().Contain(new ExcludedCandidate("a", "drained: moving"));
    });

    [Fact]
    public void A_challenge_that_is_answered_plans_again() => World.Run(
        async engine =>
        {
            var challenged = (await engine.PayAsync()).Payment!;
            challenged.State.Should().Be(PaymentState.Challenged);
            await ShouldReplayAsync(engine, challenged.Id);
            engine.Clock.AdvanceTo(engine.Now.AddSeconds(20));
            engine.Configure(a => a.Id == "a" ? null : a);
            await engine.Router.ContinueAsync(new ContinueCommand(challenged.Id, "1234"));
            (await ShouldReplayAsync(engine, challenged.Id)).Candidates[0].AccountId.Should().Be("b");
        },
        options => options.Risk = new FakeRiskGate((_, answer, _) => Task.FromResult(answer is null
            ? new RiskDecision(RiskVerdict.Challenge, "risk.challenge", "say who you are")
            : new RiskDecision(RiskVerdict.Allow, "", ""))));

    private static async Task<RoutePlan> ShouldReplayAsync(TestEngine engine, string id)
    {
        var order = await engine.OrderAsync(id);
        var result = await engine.Replay.ReplayAsync(order);
        result.Outcome.Should().Be(ReplayOutcome.Identical, result.Text + string.Join("; ", result.Differences));
        return order.Plan;
    }
}
