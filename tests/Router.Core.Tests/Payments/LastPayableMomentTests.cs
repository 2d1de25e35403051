using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Payments;

/// From which moment on a channel's "no such order" proves that nothing can be paid any more: to the tick.
public class LastPayableMomentTests
{
    private static readonly DateTimeOffset s_start = OrderSamples.Start;
    private static readonly MethodManifest s_method = Fixture.Method() with { InFlightGrace = TimeSpan.FromSeconds(30), NotFoundGrace = TimeSpan.FromMinutes(2) };
    private static readonly Attempt s_attempt = OrderSamples.Attempt("A1", state: AttemptState.Unknown) with { Action = null };

    [Fact]
    public void The_channels_word_counts_before_our_own_expiry()
    {
        ConfirmedClose.PayableEnds(s_attempt).Should().Be(s_attempt.ExpiresAt);
        ConfirmedClose.PayableEnds(s_attempt with { PayableUntil = s_start.AddMinutes(5) }).Should().Be(s_start.AddMinutes(5));
        ConfirmedClose.PayableEnds(s_attempt with { PayableUntil = s_start.AddMinutes(50) }).Should().Be(s_start.AddMinutes(50));
    }

    [Fact]
    public void An_action_that_lives_longer_than_was_said_may_still_be_paid()
    {
        Attempt With(int said, int action) =>
            s_attempt with { PayableUntil = s_start.AddMinutes(said), Action = new PayAction(PayActionKind.QrCode, "qr", ExpiresAt: s_start.AddMinutes(action)) };
        ConfirmedClose.PayableEnds(With(5, 6)).Should().Be(s_start.AddMinutes(6));
        ConfirmedClose.PayableEnds(With(6, 5)).Should().Be(s_start.AddMinutes(6));
        ConfirmedClose.PayableEnds(With(6, 5) with { Action = new PayAction(PayActionKind.QrCode, "qr") }).Should().Be(s_start.AddMinutes(6));
    }

    [Fact]
    public void A_time_at_the_end_of_the_calendar_breaks_no_sum()
    {
        var forever = s_attempt with { PayableUntil = DateTimeOffset.MaxValue };
        ConfirmedClose.PayableEnds(forever).Year.Should().Be(9000);
        ConfirmedClose.ByNotFound(forever, s_method, s_start.AddYears(100)).Should().BeFalse();
    }

    [Fact]
    public void Not_found_counts_from_the_later_of_payable_and_flight_and_the_grace_on_top()
    {
        var payableLast = s_attempt with { PayableUntil = s_start.AddMinutes(5), Deadline = s_start.AddSeconds(10) };
        ConfirmedClose.NotFoundCountsFrom(payableLast, s_method).Should().Be(s_start.AddMinutes(7));
        var flightLast = s_attempt with { PayableUntil = s_start.AddSeconds(15), Deadline = s_start.AddSeconds(10) };
        ConfirmedClose.NotFoundCountsFrom(flightLast, s_method).Should().Be(s_start.AddSeconds(10 + 30 + 120));
    }

    [Fact]
    public void Not_found_counts_from_that_very_moment_and_not_a_tick_before()
    {
        var from = ConfirmedClose.NotFoundCountsFrom(s_attempt, s_method)!.Value;
        ConfirmedClose.ByNotFound(s_attempt, s_method, from).Should().BeTrue();
        ConfirmedClose.ByNotFound(s_attempt, s_method, from.AddTicks(-1)).Should().BeFalse();
    }

    [Fact]
    public void Not_found_never_counts_for_an_action_without_an_expiry_or_a_method_nobody_names_any_more()
    {
        ConfirmedClose.ByNotFound(s_attempt, s_method with { ActionExpires = false }, DateTimeOffset.MaxValue).Should().BeFalse();
        ConfirmedClose.ByNotFound(s_attempt, null, DateTimeOffset.MaxValue).Should().BeFalse();
    }
}
