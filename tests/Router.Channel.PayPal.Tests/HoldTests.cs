using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;
using Router.TestKit.Compliance;

namespace Router.Channel.PayPal.Tests;

/// <summary>paypal.authorize: hold now, take or let go later.</summary>
public sealed class HoldTests
{
    [Fact]
    public async Task A_hold_is_approved_authorised_and_taken_in_part()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var held = await HeldAsync(shop);
        (await shop.QueryAsync(held)).Should().Match<QueryResult>(r => r.Status == AttemptStatus.Pending && !r.ReadyToContinue);
        shop.Captures(held.AttemptNumber).Should().Be(0, "held is not captured");
        var part = new Money(600, Currency.USD);
        var taken = await shop.Channel.CaptureAsync(new(held, "capture0000001", part, held.State), default);
        (taken.Outcome, taken.Captured).Should().Be((PayOutcome.Succeeded, part));
        var again = await shop.Channel.CaptureAsync(new(held, "capture0000001", part, held.State), default);
        again.ChannelTransactionId.Should().Be(taken.ChannelTransactionId);
        shop.Captures(held.AttemptNumber).Should().Be(1);
        var paid = await shop.QueryAsync(held);
        (paid.Status, paid.Captured, paid.ChannelTransactionId).Should().Be((AttemptStatus.Paid, part, taken.ChannelTransactionId));
        (await shop.Channel.CaptureAsync(new(held, "capture0000002", part, held.State), default)).Outcome.Should().Be(PayOutcome.Unknown, "captured before, under another number");
        (await shop.Channel.VoidAsync(Shop.End(held), default)).Outcome.Should().Be(CloseOutcome.AlreadyPaid);
    }

    [Fact]
    public async Task The_second_step_of_a_hold_moves_no_money_and_never_says_so()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = await shop.ApproveAsync(method: Methods.Authorize);
        (await shop.QueryAsync(request)).ReadyToContinue.Should().BeTrue();
        var step = await shop.ContinueAsync(request);
        (step.Outcome, step.ReadyToContinue, step.Captured).Should().Be((PayOutcome.Pending, false, null));
        step.State!.Value.Should().Contain("authorization");
    }

    [Fact]
    public async Task More_than_is_held_cannot_be_taken()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var held = await HeldAsync(shop);
        var result = await shop.Channel.CaptureAsync(new(held, "capture0000001", new(1100, Currency.USD), held.State), default);
        (result.Outcome, result.MustClose, result.Fault!.RawCode).Should().Be((PayOutcome.Pending, true, "MAX_CAPTURE_AMOUNT_EXCEEDED"));
        shop.Captures(held.AttemptNumber).Should().Be(0);
    }

    [Fact]
    public async Task A_hold_is_let_go_once_and_can_never_be_taken_again()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var held = await HeldAsync(shop);
        (await shop.Channel.VoidAsync(Shop.End(held), default)).Outcome.Should().Be(CloseOutcome.Closed);
        (await shop.Channel.VoidAsync(Shop.End(held), default)).Outcome.Should().Be(CloseOutcome.Closed);
        (await shop.QueryAsync(held)).Status.Should().Be(AttemptStatus.Closed);
        (await shop.Channel.CaptureAsync(new(held, "capture0000001", held.Amount, held.State), default)).Outcome.Should().Be(PayOutcome.Unknown);
        shop.Captures(held.AttemptNumber).Should().Be(0);
    }

    [Theory]
    [InlineData("", CloseOutcome.Closed)]
    [InlineData(""","captures":[{"id":"C1","status":"COMPLETED","amount":{"currency_code":"USD","value":"5.00"}}]""", CloseOutcome.AlreadyPaid)]
    [InlineData(""","captures":[{"id":"C1","status":"PENDING"}]""", CloseOutcome.TooEarly)]
    [InlineData(""","captures":[{"id":"C1","status":"DECLINED"}]""", CloseOutcome.Closed)]
    [InlineData(""","captures":[{"id":"C1"}]""", CloseOutcome.Unknown)]
    public async Task A_hold_that_is_voided_is_Closed_only_if_nothing_of_it_was_taken(string taken, CloseOutcome expected)
    {
        var order = $$$"""{"id":"O1","intent":"AUTHORIZE","status":"COMPLETED","purchase_units":[{"payments":{"authorizations":[{"id":"A1","status":"VOIDED"}]{{{taken}}}}}]}""";
        foreach (var isVoidedNow in new[] { true, false })
        {
            await using var shop = Shop.At(new(r => r.Method.Method == "GET" ? ScriptedWire.Json(200, order)
                : r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null
                : isVoidedNow ? new(System.Net.HttpStatusCode.NoContent) : ScriptedWire.Refusal(422, "PREVIOUSLY_VOIDED")));
            var request = shop.NewRequest(method: Methods.Authorize) with { State = new(1, """{"order":"O1","authorization":"A1"}""") };
            (await shop.Channel.VoidAsync(Shop.End(request), default)).Outcome.Should().Be(expected);
        }
    }

    [Theory]
    [InlineData("PREVIOUSLY_CAPTURED", CloseOutcome.AlreadyPaid)]
    [InlineData("AUTHORIZATION_ALREADY_CAPTURED", CloseOutcome.AlreadyPaid)]
    [InlineData("INVALID_RESOURCE_ID", CloseOutcome.NotFound)]
    [InlineData("BRAND_NEW", CloseOutcome.Unknown)]
    public async Task A_void_that_PayPal_refuses_is(string code, CloseOutcome expected)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Refusal(422, code)));
        var request = shop.NewRequest(method: Methods.Authorize) with { State = new(1, """{"order":"O1","authorization":"A1"}""") };
        (await shop.CloseAsync(request)).Outcome.Should().Be(expected);
    }

    [Fact]
    public async Task A_hold_whose_answer_was_lost_is_let_go_all_the_same()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = await shop.ApproveAsync(method: Methods.Authorize);
        shop.Simulator.Inject(WireFault.DropAnswer);
        (await shop.ContinueAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
        var closed = await shop.CloseAsync(request);
        closed.Outcome.Should().Be(CloseOutcome.Closed);
        (await shop.QueryAsync(request with { State = closed.State! })).Status.Should().Be(AttemptStatus.Closed);
    }

    [Fact]
    public async Task An_order_for_a_hold_is_closed_before_it_is_authorised()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = await shop.ApproveAsync(method: Methods.Authorize);
        (await shop.Channel.VoidAsync(Shop.End(request), default)).Outcome.Should().Be(CloseOutcome.TooEarly, "it was approved a moment ago");
        request = await shop.CloseApprovedAsync(request);
        (await shop.ContinueAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Closed);
    }

    [Fact]
    public async Task Nothing_is_taken_before_the_step_that_holds()
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        var request = shop.NewRequest(method: Methods.Authorize) with { State = new(1, """{"order":"O1"}""") };
        (await shop.Channel.CaptureAsync(new(request, "capture0000001", request.Amount, request.State), default)).Outcome.Should().Be(PayOutcome.NotSent);
        wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData(WireFault.DropAnswer)]
    [InlineData(WireFault.ServerErrorAfterBooking)]
    [InlineData(WireFault.OtherOrder)]
    [InlineData(WireFault.Garbage)]
    public async Task A_capture_of_a_hold_that_was_not_answered_is_found_by_the_query_and_by_the_same_number(WireFault fault)
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var held = await HeldAsync(shop);
        shop.Simulator.Inject(fault);
        (await shop.Channel.CaptureAsync(new(held, "capture0000001", held.Amount, held.State), default)).Outcome.Should().Be(PayOutcome.Unknown);
        (await shop.QueryAsync(held)).Status.Should().Be(AttemptStatus.Paid);
        (await shop.Channel.CaptureAsync(new(held, "capture0000001", held.Amount, held.State), default)).Outcome.Should().Be(PayOutcome.Succeeded);
        shop.Captures(held.AttemptNumber).Should().Be(1);
    }

    [Fact]
    public async Task D17_what_a_method_cannot_do_is_Unsupported_and_never_null()
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        var (redirect, authorize, other) = (shop.NewRequest(), shop.NewRequest(method: Methods.Authorize), shop.NewRequest(method: "paypal.other"));
        (await shop.Channel.PayAsync(authorize, default)).Outcome.Should().Be(PayOutcome.Unsupported);
        (await shop.Channel.AuthorizeAsync(redirect, default)).Outcome.Should().Be(PayOutcome.Unsupported);
        (await shop.Channel.CaptureAsync(new(redirect, "capture0000001", redirect.Amount, redirect.State), default)).Outcome.Should().Be(PayOutcome.Unsupported);
        (await shop.Channel.VoidAsync(Shop.End(redirect), default)).Outcome.Should().Be(CloseOutcome.Unsupported);
        (await shop.Channel.PayAsync(other, default)).Outcome.Should().Be(PayOutcome.Unsupported);
        (await shop.ContinueAsync(other)).Outcome.Should().Be(PayOutcome.Unsupported);
        (await shop.QueryAsync(other)).Status.Should().Be(AttemptStatus.Unsupported);
        (await shop.CloseAsync(other)).Outcome.Should().Be(CloseOutcome.Unsupported);
        (await shop.Channel.RefundAsync(shop.NewRefund(other, "C1", other.Amount), default)).Outcome.Should().Be(RefundOutcome.Unsupported);
        wire.Sent.Should().BeEmpty();
    }

    private static async Task<PayRequest> HeldAsync(Shop shop)
    {
        var request = await shop.ApproveAsync(method: Methods.Authorize);
        var step = await shop.ContinueAsync(request);
        step.Outcome.Should().Be(PayOutcome.Pending, step.Fault?.ToString());
        return request with { State = step.State! };
    }
}
