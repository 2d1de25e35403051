using Router.Abstractions;
using Router.Channel.Stripe.Tests.Bench;
using Router.TestKit.Compliance;

namespace Router.Channel.Stripe.Tests.Payments;

/// <summary>A pay is two requests: whatever is lost between or after them, there is one charge and the truth can be found.</summary>
public class TwoStepTests
{
    public static TheoryData<string, WireFault> Losses
    {
        get
        {
            var data = new TheoryData<string, WireFault>();
            foreach (var step in new[] { "/payment_intents", "/confirm" })
                foreach (var fault in new[]
                {
                    WireFault.DropRequest, WireFault.DropAnswer, WireFault.ServerError, WireFault.ServerErrorAfterBooking, WireFault.Garbage, WireFault.Truncated,
                    WireFault.Redirect, WireFault.OtherOrder, WireFault.UnlistedCode,
                })
                    data.Add(step, fault);
            return data;
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public async Task Whatever_goes_wrong_with_a_step_the_outcome_is_unknown_and_the_query_knows(string step, WireFault fault)
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", "pm_card_visa");
        shop.Wire.Plan(step, fault);

        var pay = await shop.PayAsync(request);
        var query = await shop.QueryAsync(request);

        pay.Outcome.Should().Be(PayOutcome.Unknown);
        query.Status.Should().Be(
            shop.Captures() == 1 ? AttemptStatus.Paid
            : shop.Stripe.StatusesOf(Shop.Merchant, "ATTEMPT1").Count == 0 ? AttemptStatus.NotFound
            : AttemptStatus.Pending);
        if (query.Status == AttemptStatus.Pending) query.MustClose.Should().BeTrue("nobody confirms it any more");
    }

    [Theory, MemberData(nameof(Losses))]
    public async Task Whatever_goes_wrong_with_a_step_a_close_ends_it_or_finds_it_paid(string step, WireFault fault)
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", "pm_card_visa");
        shop.Wire.Plan(step, fault);
        await shop.PayAsync(request);

        var close = await shop.CloseAsync(request);

        close.Outcome.Should().Be(shop.Captures() == 1 ? CloseOutcome.AlreadyPaid : CloseOutcome.Closed);
        shop.Stripe.StatusesOf(Shop.Merchant, "ATTEMPT1").Should().Equal(shop.Captures() == 1 ? "succeeded" : "canceled");
    }

    [Theory, MemberData(nameof(Losses))]
    public async Task Whatever_goes_wrong_with_a_step_the_same_number_again_is_one_charge(string step, WireFault fault)
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", "pm_card_visa");
        shop.Wire.Plan(step, fault);
        await shop.PayAsync(request);

        var again = await shop.PayAsync(request);

        again.Outcome.Should().Be(PayOutcome.Succeeded);
        shop.Captures().Should().Be(1);
        shop.Stripe.StatusesOf(Shop.Merchant, "ATTEMPT1").Should().ContainSingle();
    }

    [Fact]
    public async Task A_close_of_what_never_arrived_ends_a_request_that_arrives_later()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", "pm_card_visa");
        shop.Wire.Plan("/payment_intents", WireFault.DropRequest);
        await shop.PayAsync(request);
        await shop.CloseAsync(request);

        var late = await shop.PayAsync(request);

        late.Outcome.Should().NotBe(PayOutcome.Succeeded);
        shop.Captures().Should().Be(0);
    }

    [Fact]
    public async Task A_confirmation_whose_connection_is_refused_leaves_an_intent_that_must_be_closed()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Throw(new HttpRequestException(HttpRequestError.ConnectionError));

        var result = await desk.Channel.PayAsync(desk.Pay(), default);

        (result.Outcome, result.MustClose, result.Fault!.Stage, result.Fault.Blame).Should().Be((PayOutcome.Pending, true, FaultStage.BeforeSend, FaultBlame.Network));
        result.State!.Value.Should().Contain("pi_1");
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task No_connection_is_NotSent(HttpRequestError error)
    {
        var desk = new Desk();
        desk.Wire.Throw(new HttpRequestException(error));

        var result = await desk.Channel.PayAsync(desk.Pay(), default);

        (result.Outcome, result.Fault!.Blame).Should().Be((PayOutcome.NotSent, FaultBlame.Network));
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    [InlineData(HttpRequestError.InvalidResponse)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public async Task A_connection_that_ends_later_is_Unknown(HttpRequestError error)
    {
        var desk = new Desk();
        desk.Wire.Throw(new HttpRequestException(error));

        (await desk.Channel.PayAsync(desk.Pay(), default)).Outcome.Should().Be(PayOutcome.Unknown);
    }

    [Fact]
    public async Task A_cancelled_call_ends_with_its_cancellation()
    {
        var desk = new Desk();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await desk.Channel.Invoking(c => c.PayAsync(desk.Pay(), cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_confirmation_that_is_cancelled_is_Unknown_and_its_intent_stays_known()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Throw(new OperationCanceledException());

        var result = await desk.Channel.PayAsync(desk.Pay(), default);

        (result.Outcome, result.Fault!.Stage).Should().Be((PayOutcome.Unknown, FaultStage.AfterSend));
        result.State!.Value.Should().Contain("pi_1");
    }

    [Fact]
    public async Task A_close_that_may_not_make_the_intent_again_finds_the_one_that_was_paid()
    {
        var desk = new Desk();
        desk.Wire.Answer(400, Desk.Error("invalid_request_error", "resource_missing")).Answer(200, Desk.List(Desk.Intent("succeeded")))
            .Answer(400, Desk.Error("invalid_request_error", "payment_intent_unexpected_state")).Answer(200, Desk.Intent("succeeded"));

        (await desk.Channel.CloseAsync(Desk.Close(desk.Pay()), default)).Outcome.Should().Be(CloseOutcome.AlreadyPaid);
    }

    [Theory]
    [InlineData(200, CloseOutcome.Closed)]
    [InlineData(500, CloseOutcome.Unknown)]
    public async Task A_close_that_may_not_make_the_intent_is_Closed_only_where_there_is_none(int status, CloseOutcome outcome)
    {
        var desk = new Desk();
        desk.Wire.Answer(400, Desk.Error("invalid_request_error", "parameter_missing")).Answer(status, Desk.List(""));

        (await desk.Channel.CloseAsync(Desk.Close(desk.Pay()), default)).Outcome.Should().Be(outcome);
    }

    [Fact]
    public async Task A_state_that_names_an_intent_and_no_form_is_not_told_as_never_sent()
    {
        var desk = new Desk();

        (await desk.Channel.PayAsync(desk.Pay() with { State = new(1, """{ "intent": "pi_1" }""") }, default)).Outcome.Should().Be(PayOutcome.Unknown);
    }

    [Fact]
    public async Task An_attempt_older_than_Stripes_memory_of_keys_is_not_sent_again()
    {
        var desk = new Desk();
        var request = desk.Pay();
        desk.Time.Advance(TimeSpan.FromHours(23));

        (await desk.Channel.PayAsync(request, default)).Outcome.Should().Be(PayOutcome.Unknown);
        desk.Wire.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_refusal_of_a_repeat_says_nothing_of_the_intent_that_was_made_before()
    {
        var desk = new Desk();
        var request = desk.Pay();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Throw(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Answer(401, Desk.Error("invalid_request_error"));
        var first = await desk.Channel.PayAsync(request, default);

        var again = await desk.Channel.PayAsync(request with { State = first.State! }, default);

        (first.Outcome, again.Outcome).Should().Be((PayOutcome.Unknown, PayOutcome.Unknown));
    }

    [Fact]
    public async Task The_requests_are_forms_with_their_fields_in_order_and_keys_from_the_number()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Answer(200, Desk.Intent("requires_action", nextAction: Desk.Redirect()));
        var request = desk.Pay("card.redirect") with { Payer = new(ChannelUserId: "cus_42") };

        await desk.Channel.PayAsync(request with { State = desk.Channel.Prepare(request) }, default);

        desk.Wire.Asked.Select(a => (a.Target, a.Body)).Should().Equal(
            ("/v1/payment_intents", "amount=2900&currency=usd&payment_method_types[0]=card&payment_method=pm_card_visa&customer=cus_42&description=Tea&metadata[attempt]=ATTEMPT1"),
            ("/v1/payment_intents/pi_1/confirm", "return_url=https%3A%2F%2Fshop.example%2Freturn%3Fa%3D1%26b%3D2&expand[0]=latest_charge"));
        desk.Wire.Asked.Select(a => a.Headers["Idempotency-Key"]).Should().Equal("ATTEMPT1", "ATTEMPT1-confirm");
        desk.Wire.Asked.Should().OnlyContain(a => a.Headers["Stripe-Version"] == "2025-04-30.basil" && a.Headers["Authorization"] == "Bearer " + Desk.Key && !a.Headers.ContainsKey("Stripe-Account"));
    }

    [Fact]
    public async Task A_sub_merchants_calls_name_the_connected_account()
    {
        var desk = new Desk(AccountMode.SubMerchant);
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Answer(200, Desk.Intent("succeeded"));

        await desk.Channel.PayAsync(desk.Pay(), default);

        desk.Wire.Asked.Should().OnlyContain(a => a.Headers["Stripe-Account"] == Desk.Merchant);
    }

    [Fact]
    public void The_state_is_small_has_no_secret_and_keeps_the_exact_form()
    {
        var desk = new Desk();
        var request = desk.Pay("card.redirect") with { Description = new string('茶', 127) };

        var state = desk.Channel.Prepare(request);

        System.Text.Encoding.UTF8.GetByteCount(state.Value).Should().BeLessThan(ChannelState.MaxBytes);
        state.Value.Should().Contain("metadata[attempt]=ATTEMPT1").And.NotContainAny(Desk.Key, Desk.Webhook, "_secret_");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{ "create": 5 }""")]
    public async Task A_state_that_cannot_be_read_is_made_anew_from_the_request(string value)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Answer(200, Desk.Intent("succeeded"));

        (await desk.Channel.PayAsync(desk.Pay() with { State = new(1, value) }, default)).Outcome.Should().Be(PayOutcome.Succeeded);
    }

    [Theory]
    [InlineData("card.redirect", null, "payment method")]
    [InlineData("card.direct", null, "payment method")]
    [InlineData("card.direct", "4242424242424242", "pm_")]
    [InlineData("card.direct", "tok_visa", "pm_")]
    [InlineData("card.direct", "pm_1/../../refunds", "pm_")]
    [InlineData("alipay.page", "pm_card_visa", "no method")]
    public async Task What_cannot_be_sent_says_why_and_repeats_no_token(string method, string? token, string why)
    {
        var desk = new Desk();

        var result = await desk.Channel.PayAsync(desk.Pay(method, token: token), default);

        (result.Outcome, result.Fault!.Blame).Should().Be((PayOutcome.NotSent, FaultBlame.Request));
        result.Fault.RawMessage.Should().Contain(why).And.NotContain("4242");
    }

    [Fact]
    public async Task A_redirect_without_an_address_to_come_back_to_is_not_sent()
    {
        var desk = new Desk();
        var request = desk.Pay("card.redirect") with { ReturnUrl = null };

        (await desk.Channel.PayAsync(request with { State = desk.Channel.Prepare(request) }, default)).Outcome.Should().Be(PayOutcome.NotSent);
    }
}
