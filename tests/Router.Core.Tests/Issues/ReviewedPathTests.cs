using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Issues;

/// <summary>Paths to a second charge that a reading of the code found.</summary>
public sealed class ReviewedPathTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_refusal_of_a_repeated_continuation_proves_nothing_of_the_first()
    {
        var order = With(new Continuation("k", s_now, IsSending: true, null, IsAnswered: false, Repeats: true));

        var merged = MergeTable.Apply(order, Answer(FaultBlame.Channel));

        merged.Attempts[0].State.Should().Be(AttemptState.Unknown);
        merged.Attempts[0].Continuation!.IsAnswered.Should().BeFalse("the same key must be used when the step is asked again");
        merged.State.Should().Be(PaymentState.InDoubt);
    }

    [Fact]
    public void A_refusal_of_a_continuation_asked_once_is_final()
    {
        var order = With(new Continuation("k", s_now, IsSending: true, null));

        var merged = MergeTable.Apply(order, Answer(FaultBlame.Channel));

        merged.Attempts[0].State.Should().Be(AttemptState.Declined);
    }

    [Fact]
    public void Not_found_proves_nothing_of_a_method_that_the_manifest_no_longer_names() =>
        ConfirmedClose.ByNotFound(OrderSamples.Attempt("A1"), null, s_now.AddYears(1)).Should().BeFalse();

    [Fact]
    public void A_live_attempt_of_a_final_order_still_needs_its_account()
    {
        var live = OrderSamples.Attempt("A1", state: AttemptState.Pending);
        var order = OrderSamples.Payment(1) with { State = PaymentState.Succeeded, Attempts = [live] };

        live.Needs(order).Should().BeTrue();
        (live with { State = AttemptState.Closed }).Needs(order).Should().BeFalse();
    }

    private static PaymentOrder With(Continuation continuation) => OrderSamples.Payment(1) with
    {
        State = PaymentState.Paying,
        Attempts = [OrderSamples.Attempt("A1", state: AttemptState.Pending) with { Continuation = continuation }],
    };

    private static Evidence Answer(FaultBlame blame) => new()
    {
        AttemptNumber = "A1",
        Source = EvidenceSource.ContinueAnswer,
        Kind = EvidenceKind.Declined,
        At = s_now,
        Fault = new(FaultStage.Answered, blame, "429", "too frequent"),
    };
}
