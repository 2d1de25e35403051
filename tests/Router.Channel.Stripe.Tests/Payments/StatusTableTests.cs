using Router.Abstractions;
using Router.Channel.Stripe.Intents;
using Router.Channel.Stripe.Tests.Bench;

namespace Router.Channel.Stripe.Tests.Payments;

/// <summary>The status tables cell by cell, and what each call makes of them.</summary>
public class StatusTableTests
{
    private const string Declined = """{ "type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds", "message": "No money." }""";

    [Theory]
    [InlineData("requires_payment_method", false, "Open")]
    [InlineData("requires_payment_method", true, "Refused")]
    [InlineData("requires_confirmation", false, "Unconfirmed")]
    [InlineData("requires_confirmation", true, "Unconfirmed")]
    [InlineData("requires_action", false, "BuyerActs")]
    [InlineData("requires_action", true, "BuyerActs")]
    [InlineData("processing", false, "Processing")]
    [InlineData("processing", true, "Processing")]
    [InlineData("requires_capture", false, "Held")]
    [InlineData("requires_capture", true, "Held")]
    [InlineData("succeeded", false, "Paid")]
    [InlineData("succeeded", true, "Paid")]
    [InlineData("canceled", false, "Closed")]
    [InlineData("canceled", true, "Closed")]
    [InlineData("requires_source", false, "Unlisted")]
    [InlineData("SUCCEEDED", false, "Unlisted")]
    [InlineData("", false, "Unlisted")]
    [InlineData(null, false, "Unlisted")]
    public void A_status_means(string? status, bool hasError, string meaning) => StatusTable.Intent(status, hasError).ToString().Should().Be(meaning);

    [Theory]
    [InlineData("pending", RefundOutcome.Processing)]
    [InlineData("requires_action", RefundOutcome.Processing)]
    [InlineData("succeeded", RefundOutcome.Succeeded)]
    [InlineData("failed", RefundOutcome.Failed)]
    [InlineData("canceled", RefundOutcome.Closed)]
    [InlineData("returned", RefundOutcome.Unknown)]
    [InlineData(null, RefundOutcome.Unknown)]
    public void A_refunds_status_means(string? status, RefundOutcome outcome) => StatusTable.Refund(status).Should().Be(outcome);

    [Theory]
    [InlineData("succeeded", null, PayOutcome.Succeeded, false)]
    [InlineData("processing", null, PayOutcome.Pending, false)]
    [InlineData("requires_action", null, PayOutcome.Pending, true)]
    [InlineData("requires_payment_method", Declined, PayOutcome.Pending, true)]
    [InlineData("requires_payment_method", null, PayOutcome.Pending, true)]
    [InlineData("canceled", null, PayOutcome.Declined, false)]
    [InlineData("requires_confirmation", null, PayOutcome.Unknown, false)]
    [InlineData("requires_capture", null, PayOutcome.Unknown, false)]
    [InlineData("a_new_status", null, PayOutcome.Unknown, false)]
    public async Task A_confirmed_intent_ends_a_direct_pay_so(string status, string? error, PayOutcome outcome, bool mustClose)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Answer(200, Desk.Intent(status, lastError: error));

        var result = await desk.Channel.PayAsync(desk.Pay(), default);

        (result.Outcome, result.MustClose).Should().Be((outcome, mustClose));
        if (outcome is PayOutcome.Declined or PayOutcome.Unknown || mustClose) result.Fault.Should().NotBeNull();
    }

    [Fact]
    public async Task An_intent_that_wants_the_buyer_sends_a_redirect_payment_to_his_bank()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Answer(200, Desk.Intent("requires_action", nextAction: Desk.Redirect()));

        var result = await desk.Channel.PayAsync(desk.Pay("card.redirect"), default);

        result.Should().BeEquivalentTo(new { Outcome = PayOutcome.Pending, MustClose = false, Action = new { Kind = PayActionKind.Redirect, Content = "https://hooks.stripe.com/3ds/1" } });
    }

    [Theory]
    [InlineData("""{ "type": "use_stripe_sdk", "use_stripe_sdk": {} }""")]
    [InlineData("""{ "type": "redirect_to_url", "redirect_to_url": { "url": "javascript:alert(1)" } }""")]
    [InlineData("""{ "type": "redirect_to_url", "redirect_to_url": null }""")]
    public async Task An_action_that_cannot_be_shown_must_be_closed(string nextAction)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Answer(200, Desk.Intent("requires_action", nextAction: nextAction));

        var result = await desk.Channel.PayAsync(desk.Pay("card.redirect"), default);

        (result.Outcome, result.MustClose, result.Action).Should().Be((PayOutcome.Pending, true, null));
    }

    [Theory]
    [InlineData("card.direct", "succeeded", null, AttemptStatus.Paid, false)]
    [InlineData("card.direct", "processing", null, AttemptStatus.Pending, false)]
    [InlineData("card.direct", "requires_capture", null, AttemptStatus.Pending, false)]
    [InlineData("card.direct", "requires_action", null, AttemptStatus.Pending, true)]
    [InlineData("card.direct", "requires_confirmation", null, AttemptStatus.Pending, true)]
    [InlineData("card.direct", "requires_payment_method", Declined, AttemptStatus.Pending, true)]
    [InlineData("card.direct", "requires_payment_method", null, AttemptStatus.Pending, true)]
    [InlineData("card.direct", "canceled", null, AttemptStatus.Closed, false)]
    [InlineData("card.direct", "a_new_status", null, AttemptStatus.Unknown, false)]
    [InlineData("card.redirect", "requires_confirmation", null, AttemptStatus.Pending, true)]
    [InlineData("card.redirect", "requires_action", null, AttemptStatus.Pending, true)]
    [InlineData("card.inpage", "requires_payment_method", null, AttemptStatus.Pending, false)]
    [InlineData("card.inpage", "requires_payment_method", Declined, AttemptStatus.Pending, true)]
    [InlineData("card.inpage", "requires_confirmation", null, AttemptStatus.Pending, false)]
    [InlineData("card.inpage", "requires_action", null, AttemptStatus.Pending, false)]
    [InlineData("card.inpage", "succeeded", null, AttemptStatus.Paid, false)]
    public async Task A_query_says(string method, string status, string? error, AttemptStatus expected, bool mustClose)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent(status, lastError: error));

        var result = await desk.Channel.QueryAsync(Desk.Query(desk.Pay(method), new(1, """{ "intent": "pi_1" }""")), default);

        (result.Status, result.MustClose).Should().Be((expected, mustClose));
        if (expected == AttemptStatus.Paid) (result.ChannelTransactionId, result.Captured).Should().Be(("pi_1", new Money(2_900, Currency.USD)));
        desk.Wire.Asked.Should().ContainSingle(a => a.Method == "GET");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Paid_without_an_amount_proves_nothing(long received)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("succeeded", received: received));

        var result = await desk.Channel.QueryAsync(Desk.Query(desk.Pay(), new(1, """{ "intent": "pi_1" }""")), default);

        result.Status.Should().Be(AttemptStatus.Unknown);
    }

    [Theory]
    [InlineData("canceled", CloseOutcome.Closed)]
    [InlineData("succeeded", CloseOutcome.AlreadyPaid)]
    [InlineData("processing", CloseOutcome.TooEarly)]
    [InlineData("requires_action", CloseOutcome.Unknown)]
    [InlineData("requires_capture", CloseOutcome.Unknown)]
    [InlineData("a_new_status", CloseOutcome.Unknown)]
    public async Task A_cancel_that_the_intents_state_forbids_is_told_by_a_look_at_it(string status, CloseOutcome outcome)
    {
        var desk = new Desk();
        desk.Wire.Answer(400, Desk.Error("invalid_request_error", "payment_intent_unexpected_state")).Answer(200, Desk.Intent(status));

        var result = await desk.Channel.CloseAsync(Desk.Close(desk.Pay(), new(1, """{ "intent": "pi_1" }""")), default);

        result.Outcome.Should().Be(outcome);
        desk.Wire.Asked.Select(a => a.Method).Should().Equal("POST", "GET");
    }
}
