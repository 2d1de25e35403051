using Router.Simulation.Faults;
using Router.Simulation.Tests.Mistakes;
using Router.Simulation.World;
using Xunit.Abstractions;

namespace Router.Simulation.Tests;

/// Each known mistake is switched on at the engine's ports, and the simulation has to notice it.
[Collection("worlds")]
public sealed class PlantedMistakeTests(ITestOutputHelper output)
{
    private const int SeedsMost = 60;

    private static readonly Dictionary<string, (Func<Planted> Plant, string[] Invariants)> Known = new()
    {
        ["failover on time-out"] = (() => new PlantedChannel((c, _) => new ChannelMistakes.FailoverOnTimeout(c)), ["I1", "I2", "I10"]),
        ["acknowledged before the commit"] = (() => new DoorMistakes.AcknowledgedBeforeSync(), ["I1", "I3", "I4", "I10"]),
        ["no unique index"] = (() => new PlantedStore((s, _, _) => new StoreMistakes.NoUniqueIndex(s)), ["I1", "I9", "I10"]),
        ["unknown treated as failed"] = (() => new PlantedChannel((c, _) => new ChannelMistakes.UnknownIsFailed(c)), ["I1", "I2", "I10"]),
        ["not found taken for a close"] = (() => new PlantedChannel((c, _) => new ChannelMistakes.NotFoundIsClosed(c)), ["I1", "I2", "I10"]),
        ["a notification lost at a restart"] = (() => new DoorMistakes.NotificationKeptInMemory(), ["I1", "I2"]),
        ["amounts not compared"] = (() => new PlantedChannel((c, d) => new ChannelMistakes.AmountNotCompared(c, d)), ["I2", "I6"]),
        ["a refund repeated under a new number"] = (() => new PlantedChannel((c, _) => new ChannelMistakes.RefundUnderNewNumber(c)), ["I6"]),
        ["two recoveries at once"] = (() => new PlantedStore((s, _, _) => new StoreMistakes.TwoRecoveriesAtOnce(s)), ["I1", "I2", "I4", "I5", "I6", "I7"]),
        ["an orphan capture not refunded"] = (() => new PlantedStore((s, _, _) => new StoreMistakes.OrphanNotRefunded(s)), ["I1", "I2", "I11"]),
        ["the winner refunded as an orphan"] = (() => new PlantedStore((s, _, _) => new StoreMistakes.WinnerRefundedAsOrphan(s)), ["I2", "I6"]),
        ["a state moved backwards"] = (() => new PlantedStore((s, _, _) => new StoreMistakes.StateBackwards(s)), ["I7"]),
        ["a second step under a new key"] = (() => new PlantedChannel((c, _) => new ChannelMistakes.StepUnderNewKey(c)), ["I1"]),
        ["a refused repeat taken for a refusal of the first"] = (() => new PlantedChannel((c, _) => new ChannelMistakes.RepeatBelieved(c)), ["I1", "I2", "I10"]),
        ["what is told of an ended refund not heard"] = (() => new DoorMistakes.FinalRefundsNotHeardOf(), ["I6"]),
        ["a forged notification believed"] = (() => new PlantedChannel((c, _) => new ChannelMistakes.ForgeryBelieved(c)), ["I1", "I2"]),
        ["a weak scheme believed"] = (() => new DoorMistakes.WeakSchemeBelieved(), ["I1", "I2"]),
        ["sent before it is stored"] = (() => new PlantedStore((s, _, p) => new StoreMistakes.SendingNotStored(s, new Draw(p.Tag))), ["I4"]),
        ["the key not stored"] = (() => new PlantedStore((s, _, _) => new StoreMistakes.KeyNotStored(s)), ["I9", "I3", "I10"]),
        ["a message not stored"] = (() => new PlantedStore((s, _, p) => new StoreMistakes.MessageNotStored(s, new Draw(p.Tag))), ["I8"]),
        ["messages out of order"] = (() => new PlantedStore((s, _, _) => new StoreMistakes.MessagesOutOfOrder(s)), ["I8"]),
        ["a torn bill taken for a whole one"] = (() => new PlantedChannel((c, _) => new ChannelMistakes.TornBill(c)), ["I1", "I2", "I12"]),
        ["a newer channel state not taken over"] = (() => new PlantedChannel((c, _) => new ServiceMistakes.StateNotTaken(c)), ["S2"]),
        ["no failover on a channel's refusal"] = (() => new PlantedChannel((c, _) => new ServiceMistakes.NoFailover(c)), ["S1"]),
        ["failover on a payer's refusal"] = (() => new PlantedChannel((c, _) => new ServiceMistakes.FailoverOnPayersRefusal(c)), ["S1"]),
        ["a refund that holds nothing"] = (() => new PlantedStore((s, _, _) => new StoreMistakes.RefundHoldsNothing(s)), ["I6"]),
        ["a daily limit checked before the commit"] = (() => new PlantedStore((s, _, _) => new LimitMistakes.CheckedBeforeTheCommit(s)), ["I15"]),
        ["a daily limit not checked"] = (() => new PlantedStore((s, _, _) => new LimitMistakes.NotChecked(s)), ["I15"]),
    };

    // Drawn worlds lose their power so seldom that whether sixty of them show this one is luck: two of 240 did.
    private static FaultPlan? Faults(string name) => name == "acknowledged before the commit" ? FaultPlan.Of(FaultKind.PowerLoss) : null;

    public static TheoryData<string> Names => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_mistake_is_noticed(string name)
    {
        var (plant, invariants) = Known[name];
        for (var seed = 1UL; seed <= SeedsMost; seed++)
        {
            var result = Simulation.Run(new() { Seed = seed, Orders = 120, Planted = plant(), Faults = Faults(name) });
            if (result.Findings.FirstOrDefault(f => invariants.Contains(f.Invariant)) is not { } finding) continue;
            output.WriteLine($"{name}: seed {seed}, {finding}");
            return;
        }

        Assert.Fail($"{SeedsMost} seeds did not notice: {name}");
    }
}
