using System.Globalization;
using System.Text;
using Router.Abstractions;
using Router.Core.Payments;

namespace Router.Core.Tests.Payments;

/// Failover is one pure function; docs/failover.md is that function printed.
public class FailoverTableTests
{
    [Fact]
    public void Every_cell_is_as_the_law_has_it()
    {
        foreach (var (outcome, stage, blame, mustClose) in Cells())
        {
            var expected = outcome switch
            {
                PayOutcome.Succeeded => FailoverStep.Stop,
                PayOutcome.Pending => mustClose ? FailoverStep.Recover : FailoverStep.Stop,
                PayOutcome.Unsupported => FailoverStep.Next,
                PayOutcome.Declined when stage == FaultStage.Answered && blame is not null => ByBlame(blame),
                PayOutcome.NotSent when stage == FaultStage.BeforeSend && blame is not null => ByBlame(blame),
                _ => FailoverStep.Recover,
            };
            FailoverPolicy.Decide(outcome, stage, blame, mustClose).Step.Should().Be(expected, $"of {outcome} {stage} {blame}");
        }
    }

    [Fact]
    public void Our_own_faults_never_count_against_an_account()
    {
        foreach (var (outcome, stage, _, _) in Cells().Where(c => c.Outcome is PayOutcome.Declined or PayOutcome.NotSent && c.Blame == FaultBlame.Us))
        {
            var proved = stage == (outcome == PayOutcome.Declined ? FaultStage.Answered : FaultStage.BeforeSend);
            FailoverPolicy.Decide(outcome, stage, FaultBlame.Us).Health.Should().Be(proved ? HealthEffect.Us : HealthEffect.Bad);
        }
    }

    [Fact]
    public void An_outcome_that_does_not_exist_is_never_a_reason_to_go_on() =>
        FailoverPolicy.Decide((PayOutcome)99, FaultStage.Answered, FaultBlame.Channel).Step.Should().Be(FailoverStep.Recover);

    [Fact]
    public void The_documented_table_is_the_function()
    {
        var path = Path.Combine(Root(), "docs", "failover.md");
        var table = Table();
        if (Environment.GetEnvironmentVariable("ROUTER_WRITE_DOCS") == "1") File.WriteAllText(path, table);
        File.ReadAllText(path).Should().Be(table, "docs/failover.md is written by this test: run it with ROUTER_WRITE_DOCS=1");
    }

    private static FailoverStep ByBlame(FaultBlame? blame) =>
        blame is FaultBlame.Payer or FaultBlame.Request ? FailoverStep.Stop : FailoverStep.Next;

    private static IEnumerable<(PayOutcome Outcome, FaultStage? Stage, FaultBlame? Blame, bool MustClose)> Cells()
    {
        foreach (var outcome in Enum.GetValues<PayOutcome>())
        {
            foreach (var mustClose in outcome == PayOutcome.Pending ? new[] { false, true } : [false])
            {
                yield return (outcome, null, null, mustClose);
                foreach (var stage in Enum.GetValues<FaultStage>())
                    foreach (var blame in Enum.GetValues<FaultBlame>())
                        yield return (outcome, stage, blame, mustClose);
            }
        }
    }

    private static string Table()
    {
        var text = new StringBuilder();
        text.Append("# Failover\n\nWhat the engine does after an answer to a pay call, and what health learns from it. This page is the function\n");
        text.Append("`FailoverPolicy.Decide` printed; a test compares them.\n\n");
        text.Append("- **Stop**: no other candidate; the payment is finished, or waits for the buyer.\n");
        text.Append("- **Next**: the next candidate may be tried, because it is proved that this attempt took and takes no money.\n");
        text.Append("- **Recover**: find out first, by query or close; never another channel before that.\n\n");
        text.Append("| outcome | fault: stage | fault: blame | step | health |\n|---|---|---|---|---|\n");
        foreach (var (outcome, stage, blame, mustClose) in Cells())
        {
            var decision = FailoverPolicy.Decide(outcome, stage, blame, mustClose);
            var name = mustClose ? "Pending, must close" : outcome.ToString();
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {stage?.ToString() ?? "none"} | {blame?.ToString() ?? "none"} | {decision.Step} | {decision.Health} |\n");
        }

        return text.ToString();
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Router.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
