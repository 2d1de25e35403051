using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Cases;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Cases;

/// Whatever is learned and whatever people decide, in whatever order.
public class CasePropertyTests
{
    private static readonly DateTimeOffset s_start = OrderSamples.Start.AddDays(1);
    private static readonly EvidenceKind[] s_kinds = Enum.GetValues<EvidenceKind>();
    private static readonly EvidenceSource[] s_sources = [.. Enum.GetValues<EvidenceSource>().Where(s => s != EvidenceSource.Operator)];
    private static readonly Catalog s_empty = new([], [], "none");

    [Fact]
    public void No_sequence_of_evidence_and_decisions_breaks_the_law()
    {
        var decided = 0;
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var order = Start();
            var story = new List<string>();
            for (var step = 1; step <= 12; step++)
            {
                var before = order;
                var now = s_start.AddSeconds(step);
                order = random.Next(3) == 0 && Decide(order, random, now, story) is { } after ? after : Learn(order, random, now, story);
                if (story[^1].StartsWith("people", StringComparison.Ordinal)) decided++;
                Holds(before, order, $"seed {seed}: {string.Join("; ", story)}");
            }
        }

        decided.Should().BeGreaterThan(1000);
    }

    private static void Holds(PaymentOrder before, PaymentOrder order, string story)
    {
        OrderTransitions.Allows(before.State, order.State).Should().BeTrue(story);
        if (before.IsFinal) order.State.Should().Be(before.State, story);
        if (before.WinningAttempt is { } winner) order.WinningAttempt.Should().Be(winner, story);
        (order.State == PaymentState.Succeeded).Should().Be(order.WinningAttempt is not null, story);
        if (order.WinningAttempt is not null)
        {
            var won = order.FindAttempt(order.WinningAttempt)!;
            (won.State, won.Captured, won.IsOrphan).Should().Be((AttemptState.Captured, order.Terms.Amount, false), story);
        }

        foreach (var attempt in order.Attempts.Where(a => a.State == AttemptState.Captured && a.Number != order.WinningAttempt))
            (attempt.IsOrphan || order.Cases.Any(c => c.ResolvedAt is null && c.AttemptNumber == attempt.Number)).Should().BeTrue($"{attempt.Number} holds money; {story}");
        if (order.State is PaymentState.Failed or PaymentState.Closed) order.LiveAttempt.Should().BeNull(story);
        if (order.State == PaymentState.Suspense) (order.HasOpenCase || order.LiveAttempt is not null).Should().BeTrue($"somebody must end it; {story}");
        foreach (var open in order.Cases.Where(c => c.ResolvedAt is null && c.Kind != "decision-contradicted"))
            CaseTable.Decisions(order, open, null).Should().NotBeEmpty($"{open.Kind} must be decidable; {story}");
    }

    private static PaymentOrder? Decide(PaymentOrder order, Random random, DateTimeOffset now, List<string> story)
    {
        var open = Enumerable.Range(1, order.Cases.Count).Where(n => order.Cases[n - 1].ResolvedAt is null).ToList();
        if (open.Count == 0) return null;
        var number = open[random.Next(open.Count)];
        var allowed = CaseTable.Decisions(order, order.Cases[number - 1], null);
        if (allowed.Count == 0) return null;
        var proposal = new CaseProposal(allowed[random.Next(allowed.Count)], "r", "e", null, "alice", now, KnowsStillPayable: true);
        proposal = order.FindAttempt(order.Cases[number - 1].AttemptNumber)?.ChannelTransactionId is null ? proposal with { TransactionId = "tx1" } : proposal;
        if (CaseTable.Obstacle(order, order.Cases[number - 1], null, proposal, s_empty, now) is not null) return null;
        var cases = order.Cases.ToArray();
        cases[number - 1] = cases[number - 1] with { Proposals = [proposal] };
        story.Add($"people: {proposal.Decision} of {cases[number - 1].Kind} {cases[number - 1].AttemptNumber}");
        return CaseTable.Decided(order with { Cases = cases }, number, proposal with { ApprovedBy = "bob", ApprovedAt = now }, now);
    }

    private static PaymentOrder Learn(PaymentOrder order, Random random, DateTimeOffset now, List<string> story)
    {
        var number = "A" + random.Next(3);
        var kind = s_kinds[random.Next(s_kinds.Length)];
        if (random.Next(8) == 0 && order.FindAttempt(number) is { IsLive: true })
        {
            story.Add($"suspended {number}");
            order = order.OpenCase("unresolved", number, "nobody knows", now);
            return order.IsFinal || order.State == PaymentState.Suspense ? order : order.To(PaymentState.Suspense, "unresolved", "nobody knows");
        }

        var money = kind is EvidenceKind.Captured or EvidenceKind.Reversed;
        var evidence = new Evidence
        {
            AttemptNumber = number,
            Source = s_sources[random.Next(s_sources.Length)],
            Kind = kind,
            At = now,
            Amount = money ? new Money(random.Next(5) == 0 ? 999 : 1000, Currency.CNY) : null,
            TransactionId = money ? "tx" + (random.Next(8) == 0 ? 2 : 1) : null,
        };
        story.Add($"{number} {kind} by {evidence.Source} {evidence.Amount?.Minor} {evidence.TransactionId}");
        return MergeTable.Apply(order, evidence);
    }

    private static PaymentOrder Start() => OrderSamples.Payment(0) with
    {
        State = PaymentState.Paying,
        Attempts =
        [
            OrderSamples.Attempt("A0", state: AttemptState.Declined), OrderSamples.Attempt("A1", state: AttemptState.Closed),
            OrderSamples.Attempt("A2", state: AttemptState.Unknown),
        ],
    };
}
