using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;

namespace Router.Channel.PayPal.Tests;

public sealed class StatusTableTests
{
    private const string State = """{"order":"O1"}""";

    [Theory]
    [InlineData("CREATED", AttemptStatus.Pending, false)]
    [InlineData("SAVED", AttemptStatus.Pending, false)]
    [InlineData("PAYER_ACTION_REQUIRED", AttemptStatus.Pending, false)]
    [InlineData("APPROVED", AttemptStatus.Pending, true)]
    [InlineData("VOIDED", AttemptStatus.Closed, false)]
    [InlineData("COMPLETED", AttemptStatus.Unknown, false)]
    [InlineData("FROBNICATED", AttemptStatus.Unknown, false)]
    public Task An_order_without_payments_is(string status, AttemptStatus expected, bool isReady) => IsAsync(Order(status, ""), expected, isReady);

    [Theory]
    [InlineData("COMPLETED", "COMPLETED", AttemptStatus.Paid)]
    [InlineData("COMPLETED", "PARTIALLY_REFUNDED", AttemptStatus.Paid)]
    [InlineData("COMPLETED", "REFUNDED", AttemptStatus.Paid)]
    [InlineData("COMPLETED", "PENDING", AttemptStatus.Pending)]
    [InlineData("COMPLETED", "DECLINED", AttemptStatus.Declined)]
    [InlineData("COMPLETED", "FAILED", AttemptStatus.Declined)]
    [InlineData("COMPLETED", "FROBNICATED", AttemptStatus.Unknown)]
    [InlineData("APPROVED", "COMPLETED", AttemptStatus.Paid)]
    public Task A_capture_is(string order, string capture, AttemptStatus expected) => IsAsync(Order(order, Capture("C1", capture)), expected, false);

    [Theory]
    [InlineData("DECLINED")]
    [InlineData("FAILED")]
    public async Task A_declined_capture_of_an_order_that_is_not_completed_can_still_be_paid(string capture)
    {
        var result = await QueryAsync(Order("APPROVED", Capture("C1", capture)));
        (result.Status, result.MustClose).Should().Be((AttemptStatus.Pending, true));
    }

    [Fact]
    public Task A_second_capture_that_was_paid_beats_a_first_that_was_declined() =>
        IsAsync(Order("COMPLETED", Capture("C1", "DECLINED") + "," + Capture("C2", "COMPLETED")), AttemptStatus.Paid, false);

    [Fact]
    public Task Two_paid_captures_are_for_people() =>
        IsAsync(Order("COMPLETED", Capture("C1", "COMPLETED") + "," + Capture("C2", "COMPLETED")), AttemptStatus.Unknown, false);

    [Theory]
    [InlineData("CREATED", AttemptStatus.Pending)]
    [InlineData("PENDING", AttemptStatus.Pending)]
    [InlineData("VOIDED", AttemptStatus.Closed)]
    [InlineData("EXPIRED", AttemptStatus.Closed)]
    [InlineData("DENIED", AttemptStatus.Declined)]
    [InlineData("CAPTURED", AttemptStatus.Unknown)]
    [InlineData("FROBNICATED", AttemptStatus.Unknown)]
    public Task An_authorisation_is(string status, AttemptStatus expected) =>
        IsAsync(Order("COMPLETED", Capture("A1", status), "AUTHORIZE", "authorizations"), expected, false, Methods.Authorize);

    [Theory]
    [InlineData("COMPLETED", RefundOutcome.Succeeded)]
    [InlineData("PENDING", RefundOutcome.Processing)]
    [InlineData("FAILED", RefundOutcome.Failed)]
    [InlineData("CANCELLED", RefundOutcome.Closed)]
    [InlineData("FROBNICATED", RefundOutcome.Unknown)]
    public async Task A_refund_is(string status, RefundOutcome expected)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(201, Capture("R1", status))));
        var refund = shop.NewRefund(shop.NewRequest(), "C1", new(1099, Currency.USD));
        var result = await shop.Channel.RefundAsync(refund, default);
        result.Outcome.Should().Be(expected);
        result.ChannelRefundId.Should().Be("R1");
    }

    [Fact]
    public async Task An_order_of_the_other_intent_is_one_that_we_closed()
    {
        (await QueryAsync(Order("APPROVED", "", "AUTHORIZE"))).Should().Match<QueryResult>(r => r.Status == AttemptStatus.Pending && r.MustClose, "nobody knows since when");
        (await QueryAsync(Order("PAYER_ACTION_REQUIRED", "", "AUTHORIZE"))).Status.Should().Be(AttemptStatus.Closed);
        (await QueryAsync(Order("CREATED", "", "CAPTURE"), Methods.Authorize)).Status.Should().Be(AttemptStatus.Closed);
        (await QueryAsync(Order("COMPLETED", Capture("C1", "COMPLETED"), "AUTHORIZE"))).Status.Should().Be(AttemptStatus.Paid, "money beats everything");
    }

    [Fact]
    public void The_tables_hold_these_statuses_and_no_other()
    {
        StatusTable.Orders.Keys.Should().BeEquivalentTo("CREATED", "SAVED", "PAYER_ACTION_REQUIRED", "APPROVED", "VOIDED");
        StatusTable.Captures.Keys.Should().BeEquivalentTo("COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED", "PENDING", "DECLINED", "FAILED");
        StatusTable.Authorizations.Keys.Should().BeEquivalentTo("CREATED", "PENDING", "VOIDED", "EXPIRED", "DENIED");
        StatusTable.Refunds.Keys.Should().BeEquivalentTo("COMPLETED", "PENDING", "FAILED", "CANCELLED");
    }

    private static async Task IsAsync(string order, AttemptStatus expected, bool isReady, string method = Methods.Redirect)
    {
        var result = await QueryAsync(order, method);
        (result.Status, result.ReadyToContinue).Should().Be((expected, isReady));
    }

    private static async Task<QueryResult> QueryAsync(string order, string method = Methods.Redirect)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(200, order)));
        return await shop.QueryAsync(shop.NewRequest(method: method) with { State = new(1, State) });
    }

    private static string Order(string status, string parts, string intent = "CAPTURE", string kind = "captures") =>
        $$$"""{"id":"O1","intent":"{{{intent}}}","status":"{{{status}}}","purchase_units":[{"reference_id":"t000000000000001","custom_id":"t000000000000001","payments":{"{{{kind}}}":[{{{parts}}}]}}],"links":[]}""";

    private static string Capture(string id, string status) =>
        $$$"""{"id":"{{{id}}}","status":"{{{status}}}","amount":{"currency_code":"USD","value":"10.99"},"create_time":"2026-11-20T04:00:01Z"}""";
}
