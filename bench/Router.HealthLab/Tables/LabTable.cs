using System.Globalization;
using System.Text;
using Router.HealthLab.Judges;

namespace Router.HealthLab.Tables;

/// <summary>The figures as Markdown.</summary>
internal static class LabTable
{
    public static string Of(LabOptions options, IReadOnlyDictionary<LabCase, LabSummary> summaries)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Seeds from {options.FirstSeed}:").AppendLine();
        text.AppendLine("| a second | seeds, weighted | seeds, each other strategy |").AppendLine("|---|---|---|");
        foreach (var rate in options.Rates)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {rate:0.#} | {options.SeedsOf(rate, "weighted")} | {options.SeedsOf(rate, "split")} |");
        if (options.Strategies.Contains("weighted")) Compared(text, options, summaries);
        ByStrategy(text, options, summaries);
        return text.ToString();
    }

    private static void Compared(StringBuilder text, LabOptions options, IReadOnlyDictionary<LabCase, LabSummary> summaries)
    {
        text.AppendLine().AppendLine("### Success lost against the oracle, weighted").AppendLine();
        text.AppendLine("| fault | a second | static | breaker | window | router | router, worst seed | p99 oracle, s | p99 static, s | p99 router, s | a's share | a's share after | calls to a |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var fault in options.Faults)
        {
            foreach (var rate in options.Rates)
            {
                LabSummary? Of(JudgeKind kind) => summaries.GetValueOrDefault(new LabCase(fault, rate, "weighted", kind));
                var router = Of(JudgeKind.Router)!;
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"| {fault.Name} | {rate:0.#} | {Of(JudgeKind.Static)?.Lost:0.00} | {Of(JudgeKind.Breaker)?.Lost:0.00} | {Of(JudgeKind.Window)?.Lost:0.00} | **{router.Lost:0.00}** | {router.LostWorst:0.00} | {Of(JudgeKind.Oracle)?.P99:0.00} | {Of(JudgeKind.Static)?.P99:0.00} | {router.P99:0.00} | {router.ShareOfA:0.000} | {router.ShareAfter:0.000} | {router.Attempts} |");
            }
        }
    }

    private static void ByStrategy(StringBuilder text, LabOptions options, IReadOnlyDictionary<LabCase, LabSummary> summaries)
    {
        text.AppendLine().AppendLine("### The router by strategy: success lost, mean (worst seed)").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| fault | a second | {string.Join(" | ", options.Strategies)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|---|{string.Concat(options.Strategies.Select(_ => "---|"))}");
        foreach (var fault in options.Faults)
        {
            foreach (var rate in options.Rates)
            {
                var cells = options.Strategies.Select(strategy => summaries[new LabCase(fault, rate, strategy, JudgeKind.Router)])
                    .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Lost:0.00} ({s.LostWorst:0.00})"));
                text.AppendLine(CultureInfo.InvariantCulture, $"| {fault.Name} | {rate:0.#} | {string.Join(" | ", cells)} |");
            }
        }
    }
}
