using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Refunds;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Refunds;

/// How long an order must stay because its money can still move.
public class RefundWindowTests
{
    private static readonly DateTimeOffset s_paid = OrderSamples.Start.AddMinutes(5);

    [Theory]
    [InlineData(180, 180)]
    [InlineData(7, 30)]
    [InlineData(null, 30)]
    public void A_paid_order_stays_for_the_window_of_its_channel_and_thirty_days_at_least(int? windowDays, int days) =>
        RefundWindow.EndOf(Order(Paid), Catalog(windowDays)).Should().Be(s_paid.AddDays(days));

    [Fact]
    public void A_channel_that_is_not_loaded_counts_as_the_widest() =>
        RefundWindow.EndOf(Order(Paid), new Catalog([], [], "c")).Should().Be(s_paid.AddDays(366));

    [Fact]
    public void An_unpaid_attempt_counts_from_the_last_moment_at_which_it_could_be_paid()
    {
        var closed = OrderSamples.Attempt("A2", state: AttemptState.Closed);
        RefundWindow.EndOf(Order(closed), Catalog(180)).Should().Be(closed.ExpiresAt.AddDays(180));
        var longer = closed with { PayableUntil = closed.ExpiresAt.AddHours(2) };
        RefundWindow.EndOf(Order(Paid, longer), Catalog(180)).Should().Be(longer.PayableUntil.Value.AddDays(180));
    }

    [Fact]
    public void Times_at_the_end_of_the_calendar_keep_an_order_and_stop_no_archive()
    {
        var forever = OrderSamples.Attempt("A2", state: AttemptState.Closed) with { PayableUntil = DateTimeOffset.MaxValue };
        RefundWindow.EndOf(Order(forever), Catalog(180)).Year.Should().Be(9000);
        RefundWindow.EndOf(Order(Paid with { PaidAt = DateTimeOffset.MaxValue }), Catalog(180)).Year.Should().Be(9000);
    }

    [Fact]
    public void An_order_that_nothing_was_sent_for_may_go_when_it_has_ended() =>
        RefundWindow.EndOf(Order(), Catalog(180)).Should().Be(OrderSamples.Start);

    private static Attempt Paid => OrderSamples.Attempt("A1", state: AttemptState.Captured) with { PaidAt = s_paid };

    private static PaymentOrder Order(params Attempt[] attempts) =>
        OrderSamples.Payment(1) with { State = PaymentState.Succeeded, FinishedAt = OrderSamples.Start, Attempts = attempts };

    private static Catalog Catalog(int? windowDays) =>
        new([], [Fixture.Channel("simulator") with { Refunds = windowDays is { } days ? new RefundManifest(TimeSpan.FromDays(days)) : null }], "c");
}
