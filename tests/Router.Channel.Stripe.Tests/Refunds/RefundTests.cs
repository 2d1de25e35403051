using Router.Abstractions;
using Router.Channel.Stripe.Tests.Bench;
using Router.TestKit.Compliance;

namespace Router.Channel.Stripe.Tests.Refunds;

public class RefundTests
{
    private static readonly Money s_amount = new(1_000, Currency.USD);

    [Theory]
    [InlineData("pending", RefundOutcome.Processing)]
    [InlineData("requires_action", RefundOutcome.Processing)]
    [InlineData("succeeded", RefundOutcome.Succeeded)]
    [InlineData("failed", RefundOutcome.Failed)]
    [InlineData("canceled", RefundOutcome.Closed)]
    [InlineData("a_new_status", RefundOutcome.Unknown)]
    public async Task A_refunds_status_is_its_outcome(string status, RefundOutcome outcome)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.RefundOf(status)).Answer(200, Desk.RefundOf(status));
        var request = desk.Refund(desk.Pay(), s_amount);

        var refund = await desk.Channel.RefundAsync(request, default);
        var query = await desk.Channel.QueryRefundAsync(new() { Refund = request with { State = refund.State! } }, default);

        (refund.Outcome, query.Outcome, refund.ChannelRefundId).Should().Be((outcome, outcome, "re_1"));
        desk.Wire.Asked[1].Target.Should().Be("/v1/refunds/re_1");
        if (outcome == RefundOutcome.Succeeded) refund.Refunded.Should().Be(s_amount);
    }

    [Fact]
    public async Task The_request_names_the_payment_the_amount_and_our_numbers()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.RefundOf("succeeded"));

        await desk.Channel.RefundAsync(desk.Refund(desk.Pay(), s_amount) with { Reason = "Gone & cold" }, default);

        desk.Wire.Asked.Single().Body.Should().Be(
            "payment_intent=pi_1&amount=1000&reason=requested_by_customer&metadata[refund]=REFUND1&metadata[attempt]=ATTEMPT1&metadata[reason]=Gone%20%26%20cold");
        desk.Wire.Asked.Single().Headers["Idempotency-Key"].Should().Be("refund-REFUND1");
    }

    [Theory]
    [InlineData("REFUND2", "ATTEMPT1", 1_000, "pi_1")]
    [InlineData("REFUND1", "ATTEMPT2", 1_000, "pi_1")]
    [InlineData("REFUND1", "ATTEMPT1", 999, "pi_1")]
    [InlineData("REFUND1", "ATTEMPT1", 1_000, "pi_2")]
    public async Task An_answer_about_another_refund_payment_or_amount_proves_nothing(string refund, string attempt, long amount, string payment)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.RefundOf("succeeded", refund, attempt, amount, payment: payment));

        (await desk.Channel.RefundAsync(desk.Refund(desk.Pay(), s_amount), default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "charge_already_refunded", RefundOutcome.Failed)]
    [InlineData(400, "invalid_request_error", "charge_disputed", RefundOutcome.Failed)]
    [InlineData(404, "invalid_request_error", "resource_missing", RefundOutcome.Unknown)]
    [InlineData(401, "invalid_request_error", null, RefundOutcome.RetryLater)]
    [InlineData(403, "invalid_request_error", "account_invalid", RefundOutcome.RetryLater)]
    [InlineData(429, "invalid_request_error", "rate_limit", RefundOutcome.RetryLater)]
    [InlineData(400, "invalid_request_error", "balance_insufficient", RefundOutcome.RetryLater)]
    [InlineData(400, "invalid_request_error", "insufficient_funds", RefundOutcome.RetryLater)]
    [InlineData(429, "invalid_request_error", "lock_timeout", RefundOutcome.Unknown)]
    [InlineData(409, "invalid_request_error", null, RefundOutcome.Unknown)]
    [InlineData(400, "idempotency_error", null, RefundOutcome.Unknown)]
    [InlineData(400, "invalid_request_error", "no_page_tells_of_this", RefundOutcome.Unknown)]
    public async Task A_refusal_ends_so(int status, string type, string? code, RefundOutcome outcome)
    {
        var desk = new Desk();
        desk.Wire.Answer(status, Desk.Error(type, code));
        if (outcome == RefundOutcome.Failed) desk.Wire.Answer(200, Desk.List(""));

        var result = await desk.Channel.RefundAsync(desk.Refund(desk.Pay(), s_amount), default);

        result.Outcome.Should().Be(outcome);
        result.Fault.Should().NotBeNull();
    }

    [Theory]
    [InlineData(1_900, "succeeded", RefundOutcome.RetryLater)]
    [InlineData(1_901, "succeeded", RefundOutcome.Failed)]
    [InlineData(1_901, "pending", RefundOutcome.Failed)]
    [InlineData(2_900, "failed", RefundOutcome.RetryLater)]
    [InlineData(2_900, "canceled", RefundOutcome.RetryLater)]
    public async Task A_refusal_without_a_code_is_final_only_where_the_sums_say_that_too_little_is_left(long given, string status, RefundOutcome outcome)
    {
        var desk = new Desk();
        desk.Wire.Answer(400, Desk.Error("invalid_request_error")).Answer(200, Desk.List(Desk.RefundOf(status, "REFUND8", amount: given, id: "re_8")));

        var result = await desk.Channel.RefundAsync(desk.Refund(desk.Pay(), s_amount), default);

        result.Outcome.Should().Be(outcome, "the same answer may mean that Stripe's balance is too low, and then the buyer is still owed his money");
    }

    [Fact]
    public async Task Too_low_a_balance_told_as_a_message_code_is_retried_later()
    {
        var desk = new Desk();
        desk.Wire.Answer(400, """
            { "error": { "message": "Insufficient funds in your Stripe balance to refund this amount.", "message_code": "insufficient_balance_for_refund",
              "request_log_url": "https://dashboard.stripe.com/logs/1", "type": "invalid_request_error" } }
            """);

        var result = await desk.Channel.RefundAsync(desk.Refund(desk.Pay(), s_amount), default);

        (result.Outcome, result.Fault!.Blame, result.Fault.RawCode).Should().Be((RefundOutcome.RetryLater, FaultBlame.Us, "insufficient_balance_for_refund"));
    }

    [Fact]
    public async Task Nothing_left_to_refund_because_this_very_refund_took_it_is_its_success()
    {
        var desk = new Desk();
        desk.Wire.Answer(400, Desk.Error("invalid_request_error", "charge_already_refunded")).Answer(200, Desk.List(Desk.RefundOf("succeeded")));

        (await desk.Channel.RefundAsync(desk.Refund(desk.Pay(), s_amount), default)).Outcome.Should().Be(RefundOutcome.Succeeded);
    }

    [Fact]
    public async Task A_refusal_that_cannot_be_checked_proves_nothing()
    {
        var desk = new Desk();
        desk.Wire.Answer(400, Desk.Error("invalid_request_error", "charge_already_refunded")).Answer(500, "no");

        (await desk.Channel.RefundAsync(desk.Refund(desk.Pay(), s_amount), default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Fact]
    public async Task After_too_low_a_balance_the_next_try_has_a_key_of_its_own_because_Stripe_repeats_refusals()
    {
        await using var shop = await Shop.OpenAsync();
        var request = await PaidAsync(shop);
        shop.Wire.Plan("/refunds", WireFault.Refused);

        var refused = await shop.Channel.RefundAsync(request, default);
        var sameKey = await shop.Channel.RefundAsync(request, default);
        var again = await shop.Channel.RefundAsync(request with { State = refused.State! }, default);

        (refused.Outcome, sameKey.Outcome, again.Outcome).Should().Be((RefundOutcome.RetryLater, RefundOutcome.RetryLater, RefundOutcome.Succeeded));
        shop.Stripe.Entries.Count(e => !e.IsCapture).Should().Be(1);
    }

    [Fact]
    public async Task Under_a_new_key_a_refund_is_looked_for_first_because_an_earlier_send_may_have_got_through_late()
    {
        var desk = new Desk();
        desk.Wire.Answer(400, Desk.Error("invalid_request_error", "balance_insufficient")).Answer(200, Desk.List(Desk.RefundOf("succeeded")));
        var request = desk.Refund(desk.Pay(), s_amount);
        var refused = await desk.Channel.RefundAsync(request, default);

        var again = await desk.Channel.RefundAsync(request with { State = refused.State! }, default);

        (refused.Outcome, again.Outcome).Should().Be((RefundOutcome.RetryLater, RefundOutcome.Succeeded));
        desk.Wire.Asked.Select(a => a.Method).Should().Equal("POST", "GET");
    }

    [Fact]
    public async Task A_refund_older_than_Stripes_memory_of_keys_is_looked_for_before_it_is_sent()
    {
        await using var shop = await Shop.OpenAsync();
        var request = await PaidAsync(shop);
        shop.Wire.Plan("/refunds", WireFault.DropAnswer);
        var lost = await shop.Channel.RefundAsync(request, default);
        shop.Time.Advance(TimeSpan.FromHours(25));

        var again = await shop.Channel.RefundAsync(request, default);

        (lost.Outcome, again.Outcome).Should().Be((RefundOutcome.Unknown, RefundOutcome.Succeeded));
        shop.Stripe.Entries.Count(e => !e.IsCapture).Should().Be(1, "Stripe would have taken the old key for a new one");
    }

    [Fact]
    public async Task An_old_refund_that_is_not_there_is_sent()
    {
        await using var shop = await Shop.OpenAsync();
        var request = await PaidAsync(shop);
        shop.Time.Advance(TimeSpan.FromHours(25));

        (await shop.Channel.RefundAsync(request, default)).Outcome.Should().Be(RefundOutcome.Succeeded);
    }

    [Fact]
    public async Task A_refund_is_found_on_a_later_page()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.List(Desk.RefundOf("succeeded", "REFUND8", id: "re_8"), hasMore: true)).Answer(200, Desk.List(Desk.RefundOf("pending")));

        var result = await desk.Channel.QueryRefundAsync(new() { Refund = desk.Refund(desk.Pay(), s_amount) }, default);

        result.Outcome.Should().Be(RefundOutcome.Processing);
        desk.Wire.Asked[1].Target.Should().Be("/v1/refunds?payment_intent=pi_1&limit=100&starting_after=re_8");
    }

    [Theory]
    [InlineData("""{ "object": "list", "data": [], "has_more": true }""")]
    [InlineData("""{ "object": "list", "data": [] }""")]
    [InlineData("""{ "object": "list", "has_more": false }""")]
    public async Task A_list_that_is_none_does_not_say_that_there_is_no_refund(string list)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, list);

        (await desk.Channel.QueryRefundAsync(new() { Refund = desk.Refund(desk.Pay(), s_amount) }, default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Fact]
    public async Task A_refund_that_failed_later_is_told_by_a_query_and_the_payment_stays_paid()
    {
        await using var shop = await Shop.OpenAsync();
        var request = await PaidAsync(shop);
        var done = await shop.Channel.RefundAsync(request, default);
        shop.Stripe.SetRefund(Shop.Merchant, "REFUND1", "failed");

        (await shop.Channel.QueryRefundAsync(new() { Refund = request with { State = done.State! } }, default)).Outcome.Should().Be(RefundOutcome.Failed);
    }

    [Fact]
    public async Task A_three_decimal_part_that_Stripe_cannot_give_back_is_not_sent()
    {
        var desk = new Desk();
        var pay = desk.Pay(amount: new(5_120, Currency.Parse("KWD")));

        var result = await desk.Channel.RefundAsync(desk.Refund(pay, new(1_125, Currency.Parse("KWD"))), default);

        (result.Outcome, result.Fault!.Blame).Should().Be((RefundOutcome.NotSent, FaultBlame.Request));
        desk.Wire.Asked.Should().BeEmpty();
    }

    private static async Task<RefundRequest> PaidAsync(Shop shop)
    {
        var pay = shop.Begin("card.direct", "pm_card_visa");
        var paid = await shop.PayAsync(pay);
        var request = new RefundRequest
        {
            RefundNumber = "REFUND1",
            AttemptNumber = pay.AttemptNumber,
            ChannelTransactionId = paid.ChannelTransactionId!,
            Method = pay.Method,
            Amount = s_amount,
            Captured = pay.Amount,
            RequestTime = Shop.Now,
            PaymentRequestTime = Shop.Now,
            PaymentState = paid.State!,
            State = ChannelState.Empty,
            NotifyUrl = pay.NotifyUrl,
        };
        return request with { State = shop.Channel.PrepareRefund(request) };
    }
}
