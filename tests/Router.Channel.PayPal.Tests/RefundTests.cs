using System.Text;
using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;
using Router.TestKit.Compliance;

namespace Router.Channel.PayPal.Tests;

public sealed class RefundTests
{
    [Fact]
    public async Task D11_a_refund_gives_back_the_amount_that_was_asked_for()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, capture) = await shop.PayAsync();
        var part = new Money(199, Currency.USD);
        var refund = shop.NewRefund(request, capture, part);
        var result = await shop.Channel.RefundAsync(refund, default);
        (result.Outcome, result.Refunded).Should().Be((RefundOutcome.Succeeded, part));
        var sent = shop.Simulator.Requests[^1];
        sent.Headers["paypal-request-id"].Should().Be(refund.RefundNumber);
        Encoding.UTF8.GetString(sent.Body).Should().Be(
            $$"""{"amount":{"currency_code":"USD","value":"1.99"},"invoice_id":"{{refund.RefundNumber}}","custom_id":"{{request.AttemptNumber}}","note_to_payer":"cold"}""");
        (await shop.QueryAsync(request)).Should().Match<QueryResult>(r => r.Status == AttemptStatus.Paid && r.Captured == request.Amount);
    }

    [Theory]
    [InlineData(WireFault.DropAnswer)]
    [InlineData(WireFault.ServerErrorAfterBooking)]
    [InlineData(WireFault.OtherOrder)]
    public async Task A_refund_whose_answer_was_lost_is_found_on_the_order_without_sending_it_again(WireFault fault)
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, capture) = await shop.PayAsync();
        var refund = shop.NewRefund(request, capture, request.Amount);
        shop.Simulator.Inject(fault);
        (await shop.Channel.RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.Unknown);
        var sent = shop.Simulator.Requests.Count;
        var found = await shop.Channel.QueryRefundAsync(new() { Refund = refund }, default);
        (found.Outcome, found.Refunded).Should().Be((RefundOutcome.Succeeded, request.Amount));
        shop.Simulator.Requests.Skip(sent).Should().OnlyContain(r => r.Method == "GET");
        var again = await shop.Channel.QueryRefundAsync(new() { Refund = refund with { State = found.State! } }, default);
        again.Outcome.Should().Be(RefundOutcome.Succeeded);
        shop.Simulator.Requests[^1].Target.Should().StartWith("/v2/payments/refunds/");
    }

    [Fact]
    public async Task D4_a_refund_that_never_arrived_is_NotFound_and_not_failed()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, capture) = await shop.PayAsync();
        var refund = shop.NewRefund(request, capture, request.Amount);
        shop.Simulator.Inject(WireFault.DropRequest);
        (await shop.Channel.RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.Unknown);
        (await shop.Channel.QueryRefundAsync(new() { Refund = refund }, default)).Outcome.Should().Be(RefundOutcome.NotFound);
        (await shop.Channel.RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.Succeeded);
        shop.Simulator.Entries.Count(e => !e.IsCapture).Should().Be(1);
    }

    [Fact]
    public async Task After_a_refund_in_whole_another_one_fails_and_the_first_repeated_succeeds()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, capture) = await shop.PayAsync();
        var first = shop.NewRefund(request, capture, request.Amount);
        (await shop.Channel.RefundAsync(first, default)).Outcome.Should().Be(RefundOutcome.Succeeded);
        var second = await shop.Channel.RefundAsync(shop.NewRefund(request, capture, request.Amount), default);
        (second.Outcome, second.Fault!.RawCode).Should().Be((RefundOutcome.Failed, "CAPTURE_FULLY_REFUNDED"));
        (await shop.Channel.RefundAsync(first, default)).Outcome.Should().Be(RefundOutcome.Succeeded);
        shop.Simulator.Entries.Count(e => !e.IsCapture).Should().Be(1);
    }

    [Theory]
    [InlineData("""[{"id":"R1","status":"COMPLETED","invoice_id":"r000000000000002","amount":{"currency_code":"USD","value":"10.99"}}]""", RefundOutcome.Succeeded)]
    [InlineData("""[{"id":"R1","status":"PENDING","invoice_id":"r000000000000002"}]""", RefundOutcome.Processing)]
    [InlineData("""[{"id":"R1","status":"COMPLETED","invoice_id":"r000000000000009","amount":{"currency_code":"USD","value":"10.99"}}]""", RefundOutcome.Failed)]
    [InlineData("[]", RefundOutcome.Failed)]
    [InlineData("""[{"id":"R1"}]""", RefundOutcome.Unknown)]
    public async Task What_is_refunded_already_may_be_this_very_refund(string refunds, RefundOutcome expected)
    {
        var order = $$$"""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"REFUNDED"}],"refunds":{{{refunds}}}}}]}""";
        await using var shop = Shop.At(new(r => r.Method.Method == "GET" ? ScriptedWire.Json(200, order)
            : r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Refusal(422, "CAPTURE_FULLY_REFUNDED")));
        var request = shop.NewRequest() with { State = new(1, """{"order":"O1"}""") };
        (await shop.Channel.RefundAsync(shop.NewRefund(request, "C1", request.Amount), default)).Outcome.Should().Be(expected);
    }

    [Fact]
    public async Task A_number_that_PayPal_may_have_forgotten_is_not_sent_again()
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        var refund = shop.NewRefund(shop.NewRequest(), "C1", new(1099, Currency.USD));
        shop.Time.Advance(TimeSpan.FromDays(44));
        (await shop.Channel.RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.NotSent);
        wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"id":"R1","status":"COMPLETED","invoice_id":"r999","amount":{"currency_code":"USD","value":"10.99"}}""")]
    [InlineData("""{"id":"R1","status":"COMPLETED","custom_id":"t999","amount":{"currency_code":"USD","value":"10.99"}}""")]
    [InlineData("""{"id":"R1","status":"COMPLETED","links":[{"rel":"up","href":"https://api-m.paypal.com/v2/payments/captures/C9"}],"amount":{"currency_code":"USD","value":"10.99"}}""")]
    [InlineData("""{"id":"R1","status":"COMPLETED"}""")]
    [InlineData("""{"status":"COMPLETED","amount":{"currency_code":"USD","value":"10.99"}}""")]
    public async Task An_answer_about_another_refund_or_without_an_amount_is_Unknown(string body)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(201, body)));
        (await shop.Channel.RefundAsync(shop.NewRefund(shop.NewRequest(), "C1", new(1099, Currency.USD)), default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Fact]
    public async Task A_refund_in_another_amount_is_told_as_PayPal_tells_it()
    {
        const string Body = """{"id":"R1","status":"COMPLETED","amount":{"currency_code":"USD","value":"5.00"}}""";
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(201, Body)));
        var result = await shop.Channel.RefundAsync(shop.NewRefund(shop.NewRequest(), "C1", new(1099, Currency.USD)), default);
        result.Refunded.Should().Be(new Money(500, Currency.USD));
    }

    [Fact]
    public async Task A_named_refund_that_is_not_found_proves_nothing()
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Refusal(404, "INVALID_RESOURCE_ID", "RESOURCE_NOT_FOUND")));
        var refund = shop.NewRefund(shop.NewRequest(), "C1", new(1099, Currency.USD)) with { State = new(1, """{"refund":"R1"}""") };
        (await shop.Channel.QueryRefundAsync(new() { Refund = refund }, default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Theory]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C9","status":"COMPLETED"}]}}]}""", RefundOutcome.Unknown)]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"COMPLETED"}]}}]}""", RefundOutcome.NotFound)]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"COMPLETED"}],"refunds":[{"id":"R1","status":"PENDING","invoice_id":"r000000000000002"}]}}]}""", RefundOutcome.Processing)]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"COMPLETED"}],"refunds":[{"id":"R1","status":"COMPLETED","invoice_id":"r000000000000002"},{"id":"R2","status":"COMPLETED","invoice_id":"r000000000000002"}]}}]}""", RefundOutcome.Unknown)]
    public async Task A_refund_without_an_id_is_looked_for_on_its_order(string order, RefundOutcome expected)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(200, order)));
        var request = shop.NewRequest() with { State = new(1, """{"order":"O1"}""") };
        (await shop.Channel.QueryRefundAsync(new() { Refund = shop.NewRefund(request, "C1", request.Amount) }, default)).Outcome.Should().Be(expected);
    }
}
