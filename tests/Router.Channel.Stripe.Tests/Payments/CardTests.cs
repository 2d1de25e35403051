using Router.Abstractions;
using Router.Channel.Stripe.Tests.Bench;
using Router.TestKit.Compliance;

namespace Router.Channel.Stripe.Tests.Payments;

/// <summary>What becomes of cards, against the simulator.</summary>
public class CardTests
{
    [Theory]
    [InlineData("pm_card_visa_chargeDeclined", FaultBlame.Payer, "card_declined/generic_decline")]
    [InlineData("pm_card_visa_chargeDeclinedInsufficientFunds", FaultBlame.Payer, "card_declined/insufficient_funds")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", FaultBlame.Payer, "expired_card")]
    [InlineData("pm_card_chargeDeclinedIncorrectCvc", FaultBlame.Payer, "incorrect_cvc")]
    [InlineData("pm_card_chargeDeclinedProcessingError", FaultBlame.Channel, "processing_error")]
    [InlineData("pm_card_issuerDown", FaultBlame.Channel, "card_declined/issuer_not_available")]
    [InlineData("pm_card_threeDSecure2Required", FaultBlame.Payer, "authentication_required")]
    public async Task A_declined_card_leaves_an_intent_that_must_be_closed(string token, FaultBlame blame, string code)
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", token);

        var pay = await shop.PayAsync(request);
        var query = await shop.QueryAsync(request, pay.State);
        var close = await shop.CloseAsync(request, pay.State);
        var after = await shop.QueryAsync(request, pay.State);

        (pay.Outcome, pay.MustClose, pay.Fault!.Blame, pay.Fault.RawCode).Should().Be((PayOutcome.Pending, true, blame, code));
        (query.Status, query.MustClose, query.Fault!.Blame).Should().Be((AttemptStatus.Pending, true, blame));
        (close.Outcome, after.Status).Should().Be((CloseOutcome.Closed, AttemptStatus.Closed));
        shop.Captures().Should().Be(0);
    }

    [Fact]
    public async Task An_agreement_is_charged_off_session()
    {
        await using var shop = await Shop.OpenAsync();

        var pay = await shop.PayAsync(shop.Begin("card.direct", null, agreement: "pm_card_visa"));

        pay.Outcome.Should().Be(PayOutcome.Succeeded);
        System.Text.Encoding.UTF8.GetString(shop.Stripe.Requests[^1].Body).Should().StartWith("off_session=true");
    }

    [Fact]
    public async Task A_card_that_its_bank_asks_about_cannot_be_charged_off_session()
    {
        await using var shop = await Shop.OpenAsync();

        var pay = await shop.PayAsync(shop.Begin("card.direct", null, agreement: "pm_card_threeDSecure2Required"));

        (pay.MustClose, pay.Fault!.RawCode).Should().Be((true, "authentication_required/authentication_required"));
    }

    [Fact]
    public async Task A_buyer_who_fails_at_his_bank_leaves_an_intent_that_must_be_closed()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.redirect", "pm_card_threeDSecure2Required");
        var pay = await shop.PayAsync(request);
        await shop.Stripe.ActAsync(BuyerAct.FailToPay, Shop.Merchant, request, pay.Action);

        var query = await shop.QueryAsync(request, pay.State);

        (query.Status, query.MustClose, query.Fault!.RawCode).Should().Be((AttemptStatus.Pending, true, "payment_intent_authentication_failure"));
    }

    [Fact]
    public async Task A_card_that_needs_no_bank_is_paid_at_once_by_redirect_too()
    {
        await using var shop = await Shop.OpenAsync();

        var pay = await shop.PayAsync(shop.Begin("card.redirect", "pm_card_visa"));

        (pay.Outcome, pay.ChannelTransactionId is not null, pay.PaidAt).Should().Be((PayOutcome.Succeeded, true, Shop.Now));
    }

    [Fact]
    public async Task A_payment_that_Stripe_still_works_on_is_pending_and_too_early_to_close()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", "pm_card_processing");

        var pay = await shop.PayAsync(request);
        var close = await shop.CloseAsync(request, pay.State);
        shop.Stripe.FinishProcessing(Shop.Merchant, "ATTEMPT1");
        var query = await shop.QueryAsync(request, pay.State);

        (pay.Outcome, pay.MustClose, pay.Action).Should().Be((PayOutcome.Pending, false, null));
        (close.Outcome, close.RetryAfter).Should().Be((CloseOutcome.TooEarly, TimeSpan.FromMinutes(1)));
        query.Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task The_buyers_page_gets_the_client_secret_and_the_publishable_key()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.inpage", null);

        var pay = await shop.PayAsync(request);
        var query = await shop.QueryAsync(request);

        pay.Action!.Kind.Should().Be(PayActionKind.ScriptParameters);
        pay.Action.Fields!.Keys.Should().Equal("client_secret", "publishable_key");
        pay.Action.ExpiresAt.Should().BeNull("an intent never expires by itself");
        query.Action.Should().BeEquivalentTo(pay.Action, "a lost answer is made good by a query");
    }

    [Fact]
    public async Task A_client_secret_is_in_no_state_fault_or_log_line()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.inpage", null);
        var pay = await shop.PayAsync(request);
        var secret = pay.Action!.Fields!["client_secret"];
        var close = await shop.CloseAsync(request, pay.State);
        var query = await shop.QueryAsync(request, pay.State);

        string[] texts = [pay.State!.Value, close.State!.Value, query.State!.Value, .. shop.Host.Lines];
        texts.Should().NotContain(text => text.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_Stripe_writes_in_a_message_is_cleaned_of_secrets_and_card_numbers()
    {
        var desk = new Desk();
        desk.Wire.Answer(402, Desk.Error("card_error", "card_declined", message: "pi_1_secret_abc sk_test_51Scripted whsec_abcdef 4242 4242 4242 4242 and 4000056655665556, order 12345678"));

        var fault = (await desk.Channel.PayAsync(desk.Pay(), default)).Fault!;

        fault.RawMessage.Should().Be("[…] […] […] […] and […], order 12345678");
    }

    [Fact]
    public async Task An_attempt_number_that_two_intents_carry_proves_nothing()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.List(Desk.Intent("succeeded") + "," + Desk.Intent("succeeded", id: "pi_2")));

        (await desk.Channel.QueryAsync(Desk.Query(desk.Pay()), default)).Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task A_lost_intent_is_looked_for_page_by_page_and_then_by_search()
    {
        var desk = new Desk();
        for (var page = 0; page < 5; page++) desk.Wire.Answer(200, Desk.List(Desk.Intent("succeeded", "OTHER" + page, id: "pi_other" + page), hasMore: true));
        desk.Wire.Answer(200, Desk.List(Desk.Intent("processing", id: "pi_9"))).Answer(200, Desk.Intent("succeeded", id: "pi_9"));

        var result = await desk.Channel.QueryAsync(Desk.Query(desk.Pay()), default);

        (result.Status, result.ChannelTransactionId).Should().Be((AttemptStatus.Paid, "pi_9"));
        desk.Wire.Asked[1].Target.Should().EndWith("&starting_after=pi_other0");
        desk.Wire.Asked[5].Target.Should().StartWith("/v1/payment_intents/search?");
    }

    [Fact]
    public async Task A_page_of_a_hundred_great_intents_is_read()
    {
        var desk = new Desk();
        var others = Enumerable.Range(0, 99).Select(i => Desk.Intent("succeeded", id: "pi_other" + i, metadata: $$"""{ "note": "{{new string('x', 20_000)}}" }"""));
        desk.Wire.Answer(200, Desk.List(string.Join(",", others.Append(Desk.Intent("succeeded")))));

        (await desk.Channel.QueryAsync(Desk.Query(desk.Pay()), default)).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_lets_no_request_be_told_as_never_sent()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.List(Desk.Intent("succeeded")));

        (await desk.Channel.QueryAsync(Desk.Query(desk.Pay(token: null), new(9, "of a later version")), default)).Status.Should().Be(
            AttemptStatus.Paid, "that this version would not send it says nothing of what was sent");
    }

    [Theory]
    [InlineData(1, AttemptStatus.Unknown)]
    [InlineData(3, AttemptStatus.NotFound)]
    public async Task What_the_search_does_not_show_is_not_there_only_when_it_had_time_to_learn_of_it(int hours, AttemptStatus expected)
    {
        var desk = new Desk();
        var request = desk.Pay();
        desk.Time.Advance(TimeSpan.FromHours(hours));
        for (var page = 0; page < 5; page++) desk.Wire.Answer(200, Desk.List(Desk.Intent("succeeded", "OTHER" + page, id: "pi_other" + page), hasMore: true));
        desk.Wire.Answer(200, Desk.List(""));

        (await desk.Channel.QueryAsync(Desk.Query(request), default)).Status.Should().Be(expected);
    }

    [Fact]
    public async Task An_intent_that_Stripe_does_not_know_under_its_own_id_proves_nothing()
    {
        var desk = new Desk();
        desk.Wire.Answer(404, Desk.Error("invalid_request_error", "resource_missing")).Answer(404, Desk.Error("invalid_request_error", "resource_missing"));
        var state = new ChannelState(1, """{ "intent": "pi_1" }""");

        (await desk.Channel.QueryAsync(Desk.Query(desk.Pay(), state), default)).Status.Should().Be(AttemptStatus.Unknown, "the key may be another account's");
        (await desk.Channel.CloseAsync(Desk.Close(desk.Pay(), state), default)).Outcome.Should().Be(CloseOutcome.Unknown);
    }

    [Fact]
    public async Task A_cancel_carries_no_key_so_that_a_refusal_is_not_remembered()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", "pm_card_processing");
        var pay = await shop.PayAsync(request);
        await shop.CloseAsync(request, pay.State);

        shop.Stripe.Requests.Single(r => r.Target.EndsWith("/cancel", StringComparison.Ordinal)).Headers.Should().NotContainKey("idempotency-key");
    }
}
