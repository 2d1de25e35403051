using System.Text;
using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;
using Router.TestKit.Compliance;

namespace Router.Channel.PayPal.Tests;

public sealed class PaymentTests
{
    [Fact]
    public async Task An_order_is_created_with_these_bytes()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        await shop.CreateAsync();
        var sent = shop.Simulator.Requests[^1];
        Encoding.UTF8.GetString(sent.Body).Should().Be(
            """{"intent":"CAPTURE","purchase_units":[{"reference_id":"t000000000000001","custom_id":"t000000000000001","invoice_id":"t000000000000001","description":"Tea","amount":{"currency_code":"USD","value":"10.99"}}],"payment_source":{"paypal":{"experience_context":{"user_action":"PAY_NOW","shipping_preference":"NO_SHIPPING","return_url":"https://shop.example/back","cancel_url":"https://shop.example/back"}}}}""");
        sent.Headers["paypal-request-id"].Should().Be("t000000000000001");
        sent.Headers["prefer"].Should().Be("return=representation");
        sent.Headers["content-type"].Should().Be("application/json");
    }

    [Fact]
    public async Task A_description_with_odd_letters_is_sent_as_JSON()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var odd = "\u0007 \" \\ \u8336 half a letter " + (char)0xD83D;
        (await shop.Channel.PayAsync(shop.NewRequest() with { Description = odd }, default)).Outcome.Should().Be(PayOutcome.Pending);
        using var sent = System.Text.Json.JsonDocument.Parse(shop.Simulator.Requests[^1].Body);
        sent.RootElement.GetProperty("purchase_units")[0].GetProperty("description").GetString().Should().Be(odd[..^1] + (char)0xFFFD);
    }

    [Fact]
    public async Task A_payment_goes_from_approval_to_capture()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, action) = await shop.CreateAsync();
        (action.Kind, action.ExpiresAt).Should().Be((PayActionKind.Redirect, null), "PayPal cannot be told when the order ends");
        (await shop.QueryAsync(request)).Should().Match<QueryResult>(r => r.Status == AttemptStatus.Pending && !r.ReadyToContinue);
        await shop.Simulator.ActAsync(BuyerAct.Pay, shop.Account.MerchantId, request, action);
        (await shop.QueryAsync(request)).ReadyToContinue.Should().BeTrue();
        shop.Captures(request.AttemptNumber).Should().Be(0, "a query never captures");
        var paid = await shop.ContinueAsync(request);
        (paid.Outcome, paid.Captured).Should().Be((PayOutcome.Succeeded, request.Amount));
        shop.Simulator.Requests[^1].Headers["paypal-request-id"].Should().Be(request.AttemptNumber + "-capture");
        (await shop.ContinueAsync(request)).ChannelTransactionId.Should().Be(paid.ChannelTransactionId);
        shop.Captures(request.AttemptNumber).Should().Be(1);
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(170, null)]
    [InlineData(171, 170)]
    [InlineData(1440, 170)]
    public async Task A_payment_is_payable_no_longer_than_PayPal_keeps_its_order(int livesMinutes, int? payableMinutes)
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = shop.NewRequest() with { ExpiresAt = Shop.Start.AddMinutes(livesMinutes) };
        var expected = payableMinutes is { } minutes ? Shop.Start.AddMinutes(minutes) : (DateTimeOffset?)null;
        (await shop.QueryAsync(request)).PayableUntil.Should().Be(expected, "the repeat of a lost creation says it too");
        (await shop.Channel.PayAsync(request, default)).PayableUntil.Should().Be(expected);
    }

    [Fact]
    public async Task A_step_before_the_approval_moves_nothing_and_the_attempt_stays_payable()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.CreateAsync();
        var early = await shop.ContinueAsync(request);
        (early.Outcome, early.MustClose, early.Fault!.RawCode).Should().Be((PayOutcome.Pending, false, "ORDER_NOT_APPROVED"));
    }

    [Fact]
    public async Task A_step_without_an_order_id_is_not_sent()
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        (await shop.ContinueAsync(shop.NewRequest())).Outcome.Should().Be(PayOutcome.NotSent);
        wire.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task A_declined_card_leaves_the_order_payable_until_it_is_closed()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = await shop.ApproveAsync(act: BuyerAct.FailToPay);
        var refused = await shop.ContinueAsync(request);
        (refused.Outcome, refused.MustClose, refused.Fault!.Blame, refused.Fault.RawCode).Should().Be((PayOutcome.Pending, true, FaultBlame.Payer, "INSTRUMENT_DECLINED"));
        request = await shop.CloseApprovedAsync(request);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Closed);
        shop.Captures(request.AttemptNumber).Should().Be(0);
    }

    [Fact]
    public async Task Where_the_buyer_has_to_act_again_the_new_link_is_given()
    {
        const string Body = """{"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"PAYER_ACTION_REQUIRED"}],"links":[{"href":"https://www.paypal.com/again","rel":"payer-action"}]}""";
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(422, Body)));
        var result = await shop.ContinueAsync(shop.NewRequest() with { State = new(1, """{"order":"O1"}""") });
        (result.Outcome, result.MustClose, result.Action!.Content).Should().Be((PayOutcome.Pending, false, "https://www.paypal.com/again"));
    }

    [Theory]
    [InlineData(true, AttemptStatus.Paid)]
    [InlineData(false, AttemptStatus.Declined)]
    public async Task A_pending_capture_is_Pending_until_PayPal_decides(bool isPaid, AttemptStatus expected)
    {
        await using var shop = await Shop.AtSimulatorAsync();
        shop.Simulator.HoldCaptures(true);
        var request = await shop.ApproveAsync();
        var pending = await shop.ContinueAsync(request);
        (pending.Outcome, pending.MustClose, pending.ReadyToContinue).Should().Be((PayOutcome.Pending, false, false));
        (await shop.QueryAsync(request)).Should().Match<QueryResult>(r => r.Status == AttemptStatus.Pending && !r.ReadyToContinue);
        (await shop.CloseAsync(request)).Should().Match<CloseResult>(r => r.Outcome == CloseOutcome.TooEarly && r.RetryAfter != null);
        shop.Simulator.SettleCapture(request.AttemptNumber, isPaid);
        (await shop.QueryAsync(request)).Status.Should().Be(expected);
    }

    [Fact]
    public async Task An_unanswered_creation_is_found_by_asking_again_byte_for_byte()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = shop.NewRequest();
        shop.Simulator.Inject(WireFault.DropAnswer);
        (await shop.Channel.PayAsync(request, default)).Outcome.Should().Be(PayOutcome.Unknown);
        var found = await shop.QueryAsync(request);
        found.Status.Should().Be(AttemptStatus.Pending);
        found.Action.Should().NotBeNull();
        var creations = shop.Simulator.Requests.Where(r => r.Target == "/v2/checkout/orders").ToList();
        creations.Should().HaveCount(2);
        creations[1].Body.Should().Equal(creations[0].Body);
        creations[1].Headers["paypal-request-id"].Should().Be(creations[0].Headers["paypal-request-id"]);
        var known = request with { State = found.State! };
        await shop.QueryAsync(known);
        shop.Simulator.Requests[^1].Method.Should().Be("GET", "once the order's id is known it is asked for by that");
    }

    [Fact]
    public async Task After_six_hours_the_creation_is_not_asked_again()
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        var request = shop.NewRequest();
        shop.Time.Advance(TimeSpan.FromHours(6));
        (await shop.QueryAsync(request)).Should().Match<QueryResult>(r => r.Status == AttemptStatus.Unknown && r.Fault!.RawCode == "replay-over");
        (await shop.Channel.QueryAsync(Shop.Ask(request) with { Original = null }, default)).Status.Should().Be(AttemptStatus.Unknown);
        wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("PAYER_CANNOT_PAY")]
    [InlineData("RATE_LIMIT_REACHED")]
    [InlineData("DUPLICATE_INVOICE_ID")]
    [InlineData("INVALID_PARAMETER_VALUE")]
    public async Task A_refused_repeat_of_the_creation_says_nothing_of_the_first(string code)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Refusal(422, code)));
        (await shop.QueryAsync(shop.NewRequest())).Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task A_repeated_creation_of_a_paid_order_finds_the_payment()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, capture) = await shop.PayAsync();
        var again = await shop.Channel.PayAsync(request with { State = ChannelState.Empty }, default);
        (again.Outcome, again.ChannelTransactionId).Should().Be((PayOutcome.Succeeded, capture));
        shop.Captures(request.AttemptNumber).Should().Be(1);
    }

    [Fact]
    public async Task An_order_that_PayPal_has_forgotten_is_NotFound()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.CreateAsync();
        shop.Time.Advance(TimeSpan.FromHours(3));
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.NotFound);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.NotFound);
    }

    [Theory]
    [InlineData("""{"id":"O9","status":"APPROVED","purchase_units":[{"reference_id":"t000000000000001"}]}""")]
    [InlineData("""{"id":"O1","status":"APPROVED","purchase_units":[{"reference_id":"t000000000000002"}]}""")]
    [InlineData("""{"id":"O1","status":"APPROVED","purchase_units":[{"custom_id":"t000000000000002"}]}""")]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"COMPLETED","custom_id":"t000000000000002","amount":{"currency_code":"USD","value":"10.99"}}]}}]}""")]
    [InlineData("""{"id":"O1","status":"APPROVED","purchase_units":[{"payee":{"merchant_id":"SOMEBODYELSE1"}}]}""")]
    [InlineData("""{"id":"O1","status":"APPROVED","purchase_units":[{},{}]}""")]
    [InlineData("""{"id":"O1","status":"APPROVED","id":"O1"}""")]
    [InlineData("""{"status":"APPROVED"}""")]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"status":"COMPLETED"}]}}]}""")]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"COMPLETED","amount":{"currency_code":"USD","value":"10.999"}}]}}]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task An_answer_that_is_another_order_or_none_is_Unknown(string body)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(200, body)));
        var request = shop.NewRequest() with { State = new(1, """{"order":"O1"}""") };
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Unknown);
        (await shop.ContinueAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
    }

    [Fact]
    public async Task A_capture_in_another_amount_is_told_as_PayPal_tells_it()
    {
        const string Body = """{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"COMPLETED","amount":{"currency_code":"USD","value":"9.00"}}]}}]}""";
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(200, Body)));
        (await shop.QueryAsync(shop.NewRequest() with { State = new(1, """{"order":"O1"}""") })).Captured.Should().Be(new Money(900, Currency.USD));
    }

    [Theory]
    [InlineData("""{"id":"O1","status":"PAYER_ACTION_REQUIRED","purchase_units":[{"amount":{"currency_code":"USD","value":"10.98"}}],"links":[{"href":"https://www.paypal.com/x","rel":"payer-action"}]}""", "other-amount")]
    [InlineData("""{"id":"O1","status":"PAYER_ACTION_REQUIRED","links":[]}""", "no-link")]
    [InlineData("""{"id":"O1","status":"PAYER_ACTION_REQUIRED","links":[{"href":"javascript:alert(1)","rel":"payer-action"}]}""", "no-link")]
    [InlineData("""{"id":"O1","status":"VOIDED"}""", "Closed")]
    public async Task An_order_that_the_buyer_cannot_be_sent_to_is_Unknown(string body, string code)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(201, body)));
        var result = await shop.Channel.PayAsync(shop.NewRequest(), default);
        (result.Outcome, result.Fault!.RawCode).Should().Be((PayOutcome.Unknown, code));
    }

    [Fact]
    public async Task An_answer_with_id_status_and_links_alone_is_enough()
    {
        const string Body = """{"id":"O1","status":"CREATED","links":[{"href":"https://www.paypal.com/checkoutnow?token=O1","rel":"approve"}]}""";
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(201, Body)));
        var result = await shop.Channel.PayAsync(shop.NewRequest(), default);
        (result.Outcome, result.Action!.Content, result.State!.Value).Should().Be((PayOutcome.Pending, "https://www.paypal.com/checkoutnow?token=O1", """{"order":"O1"}"""));
    }

    [Theory]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"COMPLETED","amount":{"currency_code":"USD","value":"10.99"}}]}}]}""", PayOutcome.Succeeded)]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"PENDING"}]}}]}""", PayOutcome.Pending)]
    [InlineData("""{"id":"O1","status":"APPROVED","intent":"CAPTURE"}""", PayOutcome.Pending)]
    [InlineData("""{"id":"O1","status":"APPROVED","intent":"AUTHORIZE"}""", PayOutcome.Pending)]
    [InlineData("""{"id":"O2","status":"APPROVED","intent":"CAPTURE"}""", PayOutcome.Unknown)]
    [InlineData(null, PayOutcome.Unknown)]
    public async Task Sent_again_after_a_capture_that_was_not_answered_the_order_is_asked_about_and_never_created_again(string? order, PayOutcome expected)
    {
        var wire = new ScriptedWire(r => r.Method.Method switch
        {
            "GET" => order is null ? ScriptedWire.Refusal(404, "INVALID_RESOURCE_ID", "RESOURCE_NOT_FOUND") : ScriptedWire.Json(200, order),
            _ => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Refusal(422, "COMPLIANCE_VIOLATION"),
        });
        await using var shop = Shop.At(wire);
        var request = shop.NewRequest() with { State = new(1, """{"order":"O1"}""") };
        (await shop.Channel.PayAsync(request, default)).Outcome.Should().Be(expected);
        wire.Sent.Should().NotContain(s => s.Target == "/v2/checkout/orders");
    }

    [Fact]
    public async Task Sent_again_after_a_capture_whose_answer_was_lost_the_payment_is_found()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = await shop.ApproveAsync();
        shop.Simulator.Inject(WireFault.DropAnswer);
        (await shop.ContinueAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
        var again = await shop.Channel.PayAsync(request, default);
        (again.Outcome, again.Captured).Should().Be((PayOutcome.Succeeded, request.Amount));
        shop.Simulator.Requests[^1].Method.Should().Be("GET");
    }

    [Fact]
    public async Task A_state_of_a_later_version_is_not_guessed_at()
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        var request = shop.NewRequest() with { State = new(2, """{"order":"O1"}""") };
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Unknown);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Unknown);
        (await shop.Channel.PayAsync(request, default)).Outcome.Should().Be(PayOutcome.Unknown);
        wire.Sent.Should().BeEmpty();
    }
}
