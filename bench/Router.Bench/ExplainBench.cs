using System.Diagnostics;
using System.Globalization;
using System.Text;
using Router.Rules;
using Router.Rules.Explain;

namespace Router.Bench;

/// <summary>Explaining one payment at 10,000 rules; the budget is 2 ms.</summary>
internal static class ExplainBench
{
    private const int RuleCount = 10_000;
    private const int Rounds = 200;

    public static void Run(BenchTable table)
    {
        var set = RuleSetLoader.Load("bench.json", File()).Value!;
        var facts = FactsLine.Read("""{ "currency": "CNY", "platform": "web", "region": "r77", "amount": 999999, "cardBank": "b3" }""").Value!;
        var telling = 0;
        for (var i = 0; i < Rounds; i++) telling += RuleExplainer.Explain(set, facts).Telling().Count;
        Report(table, "explain", () => telling += RuleExplainer.Explain(set, facts).Telling().Sum(r => r.Conditions.Count));
        Report(table, "explain, every condition", () => telling += RuleExplainer.Explain(set, facts).Rules.Sum(r => r.Conditions.Count));
    }

    private static void Report(BenchTable table, string name, Action explain)
    {
        var times = new List<double>(Rounds);
        for (var i = 0; i < Rounds; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            explain();
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        times.Sort();
        table.Add($"{name}, {RuleCount} rules, median", times[Rounds / 2], "ms", 2);
        table.Add($"{name}, {RuleCount} rules, p99", times[(int)(Rounds * 0.99)], "ms");
    }

    private static string File()
    {
        var json = new StringBuilder("""{ "currencies": ["CNY"], "rules": [""");
        for (var i = 0; i < RuleCount; i++)
        {
            json.Append(i == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $$"""{ "id": "r{{i}}", "when": { "region": "r{{i % 200}}", "cardBank": ["b{{i % 17}}", "b{{i % 23}}"], "amount": { "gte": {{i * 10}}, "lt": {{(i * 10) + 5000}} }, "platform": { "ne": "ios" } }, "route": { "strategy": "priority", "candidates": ["a"] } }""");
        }

        return json.Append("""], "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }""").ToString();
    }
}
