using Router.Abstractions;
using Router.Channel.Alipay.Tests.Bench;

namespace Router.Channel.Alipay.Tests;

/// <summary>The error table and the status table, cell by cell, by the answers of the wire.</summary>
public sealed class TableTests
{
    // Written down a second time, so that a change of the table is seen.
    private static readonly (string Codes, string Blame, string Pay, string Refund)[] s_wanted =
    [
        ("20000 ACQ.SYSTEM_ERROR", "Channel", "Unknown", "Unknown"),
        ("40005", "Channel", "Declined", "RetryLater"),
        ("isv.invalid-signature isv.missing-signature isv.missing-signature-type isv.invalid-signature-type isv.missing-app-id isv.invalid-app-id "
            + "isv.invalid-timestamp isv.missing-timestamp isv.missing-method isv.invalid-method isv.missing-version isv.invalid-charset "
            + "isv.missing-signature-config isv.missing-signature-key isv.invalid-encrypt isv.invalid-encrypt-type isv.missing-encrypt-type "
            + "isv.decryption-error-not-valid-encrypt-key isv.decryption-error-not-valid-encrypt-type isv.decryption-error-unknown "
            + "isv.insufficient-isv-permissions isv.insufficient-user-permissions isv.not-support-app-auth isv.app-cert-expired "
            + "isv.app-unbind-partner aop.invalid-auth-token aop.auth-token-time-out aop.invalid-app-auth-token aop.app-auth-token-time-out "
            + "aop.invalid-app-auth-token-no-api aop.no-product-reg-by-partner ACQ.ACCESS_FORBIDDEN ACQ.PARTNER_ERROR", "Us", "Declined", "RetryLater"),
        ("ACQ.INVALID_PARAMETER", "Request", "Declined", "Failed"),
        ("ACQ.EXIST_FORBIDDEN_WORD ACQ.TOTAL_FEE_EXCEED", "Request", "Declined", "Unknown"),
        ("ACQ.TRADE_HAS_SUCCESS ACQ.TRADE_HAS_CLOSE ACQ.CONTEXT_INCONSISTENT ACQ.TRADE_BUYER_NOT_MATCH ACQ.TRADE_STATUS_ERROR "
            + "ACQ.REASON_TRADE_STATUS_INVALID ACQ.DISCORDANT_REPEAT_REQUEST", "Request", "Unknown", "Unknown"),
        ("ACQ.PAYMENT_AUTH_CODE_INVALID", "Payer", "Declined", "Unknown"),
        ("ACQ.BUYER_BALANCE_NOT_ENOUGH ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR "
            + "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR ACQ.BUYER_ENABLE_STATUS_FORBID ACQ.BUYER_SELLER_EQUAL ACQ.ERROR_BALANCE_PAYMENT_DISABLE "
            + "ACQ.PULL_MOBILE_CASHIER_FAIL ACQ.MOBILE_PAYMENT_SWITCH_OFF ACQ.PAYMENT_FAIL ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE "
            + "ACQ.PAYMENT_REQUEST_HAS_RISK ACQ.USER_FACE_PAYMENT_SWITCH_OFF", "Payer", "RefusedButPayable", "Unknown"),
        ("ACQ.BEYOND_PAY_RESTRICTION ACQ.BEYOND_PER_RECEIPT_RESTRICTION", "Us", "RefusedButPayable", "Unknown"),
        ("ACQ.SELLER_BALANCE_NOT_ENOUGH ACQ.REASON_TRADE_BEEN_FREEZEN", "Us", "Unknown", "RetryLater"),
        ("ACQ.TRADE_NOT_EXIST ACQ.TRADE_HAS_FINISHED ACQ.REASON_TRADE_REFUND_FEE_ERR ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "Request", "Unknown", "Failed"),
    ];

    public static TheoryData<string, string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string, string>();
            foreach (var (codes, blame, pay, refund) in s_wanted)
                foreach (var code in codes.Split(' ')) cells.Add(code, blame, pay, refund);
            return cells;
        }
    }

    [Fact]
    public void Every_row_of_the_error_table_is_tested() =>
        ErrorTable.All.Select(row => row.Code).Should().BeEquivalentTo(s_wanted.SelectMany(row => row.Codes.Split(' ')));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_refused_pay_is_what_the_table_says(string code, string blame, string pay, string refund)
    {
        _ = refund;
        using var canned = new Canned();
        var channel = canned.Answering("alipay.trade.pay", Refusal(code));

        var result = await channel.PayAsync(Asks.Pay("alipay.barcode"), CancellationToken.None);

        (result.Outcome, result.MustClose).Should().Be(pay switch
        {
            "Declined" => (PayOutcome.Declined, false),
            "RefusedButPayable" => (PayOutcome.Pending, true),
            _ => (PayOutcome.Unknown, false),
        });
        result.Fault!.Blame.ToString().Should().Be(blame);
        result.Fault.Stage.Should().Be(FaultStage.Answered);
        result.Fault.RetryAfter.HasValue.Should().Be(code == "40005");
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_refused_refund_is_what_the_table_says(string code, string blame, string pay, string refund)
    {
        _ = pay;
        using var canned = new Canned();
        var channel = canned.Answering("alipay.trade.refund", Refusal(code));

        var result = await channel.RefundAsync(Asks.Pay("alipay.qr").Refund("2026112022001", 100), CancellationToken.None);

        result.Outcome.ToString().Should().Be(refund);
        result.Fault!.Blame.ToString().Should().Be(blame);
    }

    [Theory]
    [InlineData("ACQ.WHATEVER")]
    [InlineData("acq.access_forbidden")]
    [InlineData("isv.something-new")]
    public async Task An_unlisted_code_is_unknown_for_pay_refund_query_and_close(string code)
    {
        using var canned = new Canned();
        var refusal = Canned.Refusal("40004", code);
        var pay = Asks.Pay("alipay.barcode");

        (await canned.Answering("alipay.trade.pay", refusal).PayAsync(pay, default)).Outcome.Should().Be(PayOutcome.Unknown);
        (await canned.Answering("alipay.trade.refund", refusal).RefundAsync(pay.Refund("1", 1), default)).Outcome.Should().Be(RefundOutcome.Unknown);
        (await canned.Answering("alipay.trade.query", refusal).QueryAsync(pay.Query(), default)).Status.Should().Be(AttemptStatus.Unknown);
        (await canned.Answering("alipay.trade.cancel", refusal).CloseAsync(pay.Close(), default)).Outcome.Should().Be(CloseOutcome.Unknown);
        (await canned.Answering("alipay.trade.close", refusal).CloseAsync((pay with { Method = "alipay.qr" }).Close(), default)).Outcome.Should().Be(CloseOutcome.Unknown);
    }

    [Fact]
    public async Task Both_spellings_of_the_system_error_are_unknown()
    {
        using var canned = new Canned();
        var result = await canned.Answering("alipay.trade.pay", Canned.Refusal("40004", "AQC.SYSTEM_ERROR")).PayAsync(Asks.Pay("alipay.barcode"), default);
        (result.Outcome, result.Fault!.Blame, result.Fault.RawCode).Should().Be((PayOutcome.Unknown, FaultBlame.Channel, "AQC.SYSTEM_ERROR"));
        ErrorTable.Find(new() { Stage = FaultStage.Answered, Code = "40004", SubCode = "AQC.SYSTEM_ERROR" }).Should().NotBeNull();
    }

    [Theory]
    [InlineData("WAIT_BUYER_PAY", "", AttemptStatus.Pending)]
    [InlineData("TRADE_SUCCESS", "", AttemptStatus.Paid)]
    [InlineData("TRADE_FINISHED", "", AttemptStatus.Paid)]
    [InlineData("TRADE_CLOSED", "", AttemptStatus.Closed)]
    [InlineData("TRADE_CLOSED", ",\"send_pay_date\":\"2026-11-20 12:01:00\"", AttemptStatus.Paid)]
    [InlineData("TRADE_CLOSED", ",\"receipt_amount\":\"19.99\"", AttemptStatus.Paid)]
    [InlineData("TRADE_CLOSED", ",\"buyer_pay_amount\":\"19.99\"", AttemptStatus.Paid)]
    [InlineData("TRADE_CLOSED", ",\"receipt_amount\":\"0.00\",\"buyer_pay_amount\":\"0.00\"", AttemptStatus.Closed)]
    [InlineData("TRADE_PENDING", "", AttemptStatus.Unknown)]
    [InlineData("trade_success", "", AttemptStatus.Unknown)]
    [InlineData("", "", AttemptStatus.Unknown)]
    public async Task A_trade_is_what_the_status_table_says(string status, string more, AttemptStatus expected)
    {
        using var canned = new Canned();
        var pay = Asks.Pay("alipay.page");
        var channel = canned.Answering("alipay.trade.query", Trade(pay, status, more));

        (await channel.QueryAsync(pay.Query(), default)).Status.Should().Be(expected);
    }

    [Theory]
    [InlineData("\"refund_status\":\"REFUND_SUCCESS\",\"refund_amount\":\"1.00\"", RefundOutcome.Succeeded)]
    [InlineData("\"refund_status\":\"REFUND_PROCESSING\",\"refund_amount\":\"1.00\"", RefundOutcome.Processing)]
    [InlineData("\"refund_status\":\"REFUND_FAIL\",\"refund_amount\":\"1.00\"", RefundOutcome.Failed)]
    [InlineData("\"refund_status\":\"REFUND_SUCCESS\"", RefundOutcome.Unknown)]
    [InlineData("\"refund_status\":\"SOMETHING\",\"refund_amount\":\"1.00\"", RefundOutcome.Unknown)]
    [InlineData("\"refund_amount\":\"1.00\"", RefundOutcome.Unknown)]
    public async Task A_refund_is_what_the_status_table_says(string said, RefundOutcome expected)
    {
        using var canned = new Canned();
        var refund = Asks.Pay("alipay.page").Refund("2026112022001", 100);
        var inner = $$"""{"code":"10000","msg":"Success","out_trade_no":"{{refund.AttemptNumber}}","trade_no":"2026112022001","out_request_no":"{{refund.RefundNumber}}",{{said}}}""";

        (await canned.Answering("alipay.trade.fastpay.refund.query", inner).QueryRefundAsync(new() { Refund = refund }, default)).Outcome.Should().Be(expected);
    }

    [Fact]
    public async Task An_empty_answer_to_a_refund_query_is_not_found()
    {
        using var canned = new Canned();
        var refund = Asks.Pay("alipay.page").Refund("2026112022001", 100);
        var channel = canned.Answering("alipay.trade.fastpay.refund.query", """{"code":"10000","msg":"Success"}""");
        (await channel.QueryRefundAsync(new() { Refund = refund }, default)).Outcome.Should().Be(RefundOutcome.NotFound);
    }

    public static string Trade(PayRequest pay, string status, string more = "", string amount = "19.99") =>
        $$"""{"code":"10000","msg":"Success","out_trade_no":"{{pay.AttemptNumber}}","trade_no":"2026112022001","trade_status":"{{status}}","total_amount":"{{amount}}"{{more}}}""";

    private static string Refusal(string code) => code.Length == 5 ? Canned.Refusal(code, "isp.unknow-error") : Canned.Refusal("40004", code);
}
