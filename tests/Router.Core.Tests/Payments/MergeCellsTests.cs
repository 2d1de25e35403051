using System.Globalization;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Payments;

/// The merge table cell by cell: what an attempt becomes, by what it is, what was learned, and by which door.
public class MergeCellsTests
{
    private static readonly DateTimeOffset s_now = OrderSamples.Start.AddMinutes(1);

    [Fact]
    public void Every_cell_is_as_the_law_has_it()
    {
        foreach (var state in Enum.GetValues<AttemptState>())
            foreach (var kind in Enum.GetValues<EvidenceKind>())
                foreach (var source in Enum.GetValues<EvidenceSource>())
                {
                    var after = MergeTable.Apply(Order(state), Evidence(kind, source));
                    after.Attempts[0].State.Should().Be(Expected(state, kind, source), $"of {state} + {kind} by {source}");
                }
    }

    [Fact]
    public void A_final_payment_is_changed_by_no_cell()
    {
        foreach (var final in new[] { PaymentState.Succeeded, PaymentState.Failed, PaymentState.Closed })
            foreach (var state in Enum.GetValues<AttemptState>())
                foreach (var kind in Enum.GetValues<EvidenceKind>())
                    foreach (var source in Enum.GetValues<EvidenceSource>())
                    {
                        var before = Order(state) with { State = final, WinningAttempt = final == PaymentState.Succeeded ? "other" : null };
                        var after = MergeTable.Apply(before, Evidence(kind, source));
                        after.State.Should().Be(final);
                        after.WinningAttempt.Should().Be(before.WinningAttempt);
                        if (kind == EvidenceKind.Captured && state is not (AttemptState.Captured or AttemptState.Reversed))
                            after.Attempts[0].IsOrphan.Should().BeTrue($"money came to a {final} payment whose attempt was {state}");
                    }
    }

    [Fact]
    public void A_wrong_amount_wins_in_no_cell()
    {
        foreach (var state in Enum.GetValues<AttemptState>())
            foreach (var source in Enum.GetValues<EvidenceSource>())
            {
                var after = MergeTable.Apply(Order(state), Evidence(EvidenceKind.Captured, source) with { Amount = new Money(999, Currency.CNY) });
                after.WinningAttempt.Should().BeNull();
                after.State.Should().NotBe(PaymentState.Succeeded);
            }
    }

    [Fact]
    public void A_wrong_amount_that_a_query_corrects_succeeds()
    {
        var wrong = MergeTable.Apply(Order(AttemptState.Sending), Evidence(EvidenceKind.Captured, EvidenceSource.PayAnswer) with { Amount = new Money(999, Currency.CNY) });
        wrong.State.Should().Be(PaymentState.Suspense);
        var right = MergeTable.Apply(wrong, Evidence(EvidenceKind.Captured, EvidenceSource.Query));
        right.State.Should().Be(PaymentState.Succeeded);
        right.Cases.Should().OnlyContain(c => c.ResolvedAt != null);
    }

    [Fact]
    public void Evidence_of_an_attempt_that_is_not_the_orders_changes_nothing()
    {
        var order = Order(AttemptState.Sending);
        MergeTable.Apply(order, Evidence(EvidenceKind.Captured, EvidenceSource.Query) with { AttemptNumber = "x" }).Should().BeSameAs(order);
    }

    [Fact]
    public void A_reverse_of_the_winner_counts_as_given_back_and_beside_refunds_is_a_case()
    {
        var paid = MergeTable.Apply(Order(AttemptState.Sending), Evidence(EvidenceKind.Captured, EvidenceSource.PayAnswer));
        var reversed = MergeTable.Apply(paid, Evidence(EvidenceKind.Reversed, EvidenceSource.Query));
        reversed.State.Should().Be(PaymentState.Succeeded);
        reversed.RefundedMinor.Should().Be(1000);
        reversed.Cases.Should().BeEmpty();
        var beside = MergeTable.Apply(paid with { RefundHeldMinor = 10 }, Evidence(EvidenceKind.Reversed, EvidenceSource.Query));
        beside.Cases.Should().ContainSingle(c => c.Kind == "reversed-beside-refunds");
    }

    private static AttemptState Expected(AttemptState state, EvidenceKind kind, EvidenceSource source)
    {
        var live = state is AttemptState.Sending or AttemptState.Pending or AttemptState.Unknown;
        return kind switch
        {
            EvidenceKind.Captured => state == AttemptState.Reversed ? AttemptState.Reversed : AttemptState.Captured,
            EvidenceKind.Reversed => AttemptState.Reversed,
            _ when !live => state,
            EvidenceKind.Pending => AttemptState.Pending,
            EvidenceKind.Declined => source == EvidenceSource.PayAnswer && state != AttemptState.Sending ? AttemptState.Unknown : AttemptState.Declined,
            EvidenceKind.Closed => AttemptState.Closed,
            EvidenceKind.NotSent => state == AttemptState.Sending && source == EvidenceSource.PayAnswer ? AttemptState.NotSent : state,
            EvidenceKind.NotFound or EvidenceKind.NotClosed => state,
            _ => source is EvidenceSource.Query or EvidenceSource.Notification ? state : AttemptState.Unknown,
        };
    }

    internal static PaymentOrder Order(AttemptState state)
    {
        var order = OrderSamples.Payment(0);
        var settled = state is AttemptState.Captured or AttemptState.Reversed;
        var attempt = OrderSamples.Attempt("A1", state: state) with
        {
            Captured = settled ? new Money(1000, Currency.CNY) : null,
            ChannelTransactionId = settled ? "tx" : null,
        };
        return order with { State = PaymentState.Paying, Attempts = [attempt], Lease = new("me", 1, s_now.AddMinutes(1)), Fence = 1 };
    }

    internal static Evidence Evidence(EvidenceKind kind, EvidenceSource source, int second = 0) => new()
    {
        AttemptNumber = "A1",
        Source = source,
        Kind = kind,
        At = s_now.AddSeconds(second),
        Amount = kind is EvidenceKind.Captured or EvidenceKind.Reversed ? new Money(1000, Currency.CNY) : null,
        TransactionId = kind is EvidenceKind.Captured or EvidenceKind.Reversed ? "tx" : null,
        Fault = new(FaultStage.Answered, FaultBlame.Channel, second.ToString(CultureInfo.InvariantCulture), "x"),
    };
}
