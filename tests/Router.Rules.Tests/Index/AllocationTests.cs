using System.Text.Json.Nodes;

namespace Router.Rules.Tests.Index;

/// What a decision allocates, against the committed figure: bytes are the same on every machine, times are not.
public sealed class AllocationTests
{
    private const int Decisions = 2_000;

    [Fact]
    public void A_decision_allocates_no_more_than_is_committed()
    {
        var random = new RandomRules(1);
        var set = RuleFiles.Load(random.File(400).ToJsonString());
        Facts[] payments = [.. Enumerable.Range(0, 100).Select(_ => RuleFiles.Facts(random.Facts().ToJsonString()))];
        foreach (var payment in payments) set.Evaluate(payment);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Decisions; i++) set.Evaluate(payments[i % payments.Length]);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Decisions;

        var path = Path.Combine(AppContext.BaseDirectory, "bench", "alloc.expected.json");
        var committed = JsonNode.Parse(File.ReadAllText(path))!["decision"]!.GetValue<double>();
        // A stray object of the runtime's own is no decision's.
        bytes.Should().BeInRange(committed / 2, committed + 1, "bench/alloc.expected.json holds what a decision may allocate; lower it when it became much better");
    }
}
