using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Router.Rules;

namespace Router.Bench.Rules;

/// <summary>The rule engine against its budgets: decisions, loading, memory, adversarial sets, replacement under load.</summary>
internal static class RulesBench
{
    // Few enough to stay in the cache, as the facts of a payment that has just been read are.
    private const int Payments = 128;

    public static void Run(BenchTable table, double seconds)
    {
        double? atHundred = null;
        foreach (var count in new[] { 10, 100, 1_000, 10_000, 100_000 })
        {
            var mean = Decisions(table, count, seconds);
            if (count == 100) atHundred = mean;
            if (count == 10_000) table.Add("time(10,000) / time(100)", mean / atHundred!.Value, "", 5);
        }

        Adversarial(table, seconds);
        HotSwap(table, seconds);
    }

    private static double Decisions(BenchTable table, int count, double seconds)
    {
        var files = new RuleFiles(count);
        var file = files.File(count);
        var (isTen, name) = (count == 10_000, Number(count));
        Loading(table, name, file, count, isTen);
        var set = Load(file);
        table.Add($"{name} rules: rows of the index", set.RuleIndex.RowBytes / 1e6, "MB");

        Facts[] payments = [.. Enumerable.Range(0, Payments).Select(_ => files.Payment())];
        var hits = payments.Count(p => set.Evaluate(p).RuleId is not null);
        var measured = Measured.Run(i => set.Evaluate(payments[i % Payments]), seconds);
        table.Add($"{name} rules: decision, {hits * 100 / Payments} % hits, mean", measured.MeanNs, "ns", isTen ? 250 : null);
        table.Add($"{name} rules: decision, p99", measured.P99Ns, "ns", isTen ? 500 : null);
        table.Add($"{name} rules: decision, allocated", measured.BytesPerStep, "B", 0);
        var scalar = Measured.Run(i => set.EvaluateScalar(payments[i % Payments]), Math.Min(seconds, 0.5));
        table.Add($"{name} rules: decision by the scalar path, mean", scalar.MeanNs, "ns");
        table.Add($"{name} rules: scalar / indexed", scalar.MeanNs / measured.MeanNs, "");
        foreach (var target in new[] { "first", "middle", "last", "nobody" })
        {
            var facts = RuleFiles.Stranger(target);
            // Among very many rules one may take the stranger before the one that is meant.
            if ((set.Evaluate(facts).RuleId ?? "nobody") != target) continue;
            var one = Measured.Run(_ => set.Evaluate(facts), seconds / 2);
            table.Add($"{name} rules: {(target == "nobody" ? "miss" : "hit on the " + target)}, mean", one.MeanNs, "ns", isTen ? 250 : null);
        }

        return measured.MeanNs;
    }

    private static void Loading(BenchTable table, string name, byte[] file, int count, bool isTen)
    {
        var runs = count > 10_000 ? 3 : 15;
        var best = double.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            Load(file);
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }

        table.Add($"{name} rules: load from {file.Length / 1e6:0.0} MB of JSON, best of {runs}", best, "ms", isTen ? 50 : null);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var set = Load(file);
        table.Add($"{name} rules: memory of the set", (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6, "MB");
        GC.KeepAlive(set);
    }

    private static void Adversarial(BenchTable table, double seconds)
    {
        const int Count = 10_000;
        Each("one merchant each", i => new() { ["merchant"] = $"merchant-{i}" });
        Each("ranges in one amount bucket", i => new() { ["amount"] = new JsonObject { ["gte"] = i, ["lte"] = 20_000 - i } });
        Each("a BIN prefix each", i => new() { ["cardBin"] = new JsonObject { ["prefix"] = $"62{i:0000}" } });
        Each("any of four groups over two facts", i => new() { ["any"] = new JsonArray([.. Enumerable.Range(0, 4).Select(k => (JsonNode)Group(i, k))]) });
        Each("no condition", _ => null);
        Each("a pattern each", i => new() { ["merchant"] = new JsonObject { ["matches"] = $"x{i % 1_000}.*" }, ["region"] = $"R{i % 40:00}" }, 1_000);

        static JsonObject Group(int i, int k) => new() { ["merchant"] = $"merchant-{(i * 4) + k}", ["region"] = $"R{k:00}" };

        void Each(string name, Func<int, JsonObject?> when, int count = Count)
        {
            var file = RuleFiles.File(count, when);
            var clock = Stopwatch.StartNew();
            var set = Load(file);
            table.Add($"{Number(count)} rules, {name}: first load", clock.Elapsed.TotalMilliseconds, "ms");
            table.Add($"{Number(count)} rules, {name}: rows of the index", set.RuleIndex.RowBytes / 1e6, "MB");
            var files = new RuleFiles(7);
            Facts[] payments = [.. Enumerable.Range(0, Payments).Select(_ => files.Payment())];
            table.Add($"{Number(count)} rules, {name}: decision, mean", Measured.Run(i => set.Evaluate(payments[i % Payments]), seconds / 2).MeanNs, "ns");
        }
    }

    /// <summary>Two sets whose rules have other names take turns behind one reference; a decision must be wholly of one of them.</summary>
    private static void HotSwap(BenchTable table, double seconds)
    {
        const int Count = 1_000;
        RuleSet[] sets = [Load(new RuleFiles(1).File(Count)), Load(new RuleFiles(2).File(Count))];
        var files = new RuleFiles(3);
        Facts[] payments = [.. Enumerable.Range(0, Payments).Select(_ => files.Payment())];
        string?[][] expected = [.. sets.Select(set => payments.Select(p => set.EvaluateScalar(p).RuleId).ToArray())];
        var quiet = Read(swaps: false);
        var (decisions, wrong, swaps) = Read(swaps: true);
        table.Add("decisions/s beside no swaps", quiet.Decisions / seconds, "/s");
        table.Add($"decisions/s while {swaps / seconds:0} sets/s are published", decisions / seconds, "/s");
        table.Add("decisions of no published set", wrong + quiet.Wrong, "", 0);

        (long Decisions, long Wrong, long Swaps) Read(bool swaps)
        {
            var current = sets[0];
            var clock = Stopwatch.StartNew();
            var published = 0L;
            var writer = Task.Run(() =>
            {
                while (swaps && clock.Elapsed.TotalSeconds < seconds)
                {
                    Volatile.Write(ref current, sets[++published % 2]);
                    Thread.SpinWait(500);
                }
            });
            var (decisions, wrong) = (0L, 0L);
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                for (var i = 0; i < Payments; i++, decisions++)
                {
                    var set = Volatile.Read(ref current);
                    var answer = set.Evaluate(payments[i]).RuleId;
                    if (answer != expected[ReferenceEquals(set, sets[0]) ? 0 : 1][i]) wrong++;
                }
            }

            writer.Wait();
            return (decisions, wrong, published);
        }
    }

    private static RuleSet Load(byte[] file)
    {
        var loaded = RuleSetLoader.Load("bench.json", file);
        return loaded.Value ?? throw new InvalidOperationException(loaded.Diagnostics[0].ToString());
    }

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
