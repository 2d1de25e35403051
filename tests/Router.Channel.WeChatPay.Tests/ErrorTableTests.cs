using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

/// <summary>The error table, cell by cell, over the wire: what is written here is what the docs say, not what the table says.</summary>
public sealed class ErrorTableTests
{
    // status, code, pay, query, close, refund, refund query, blame of a pay
    private static readonly object[][] s_cells =
    [
        [401, "SIGN_ERROR", "Declined", "Unknown", "Unknown", "RetryLater", "Unknown", "Us"],
        [403, "NO_AUTH", "Declined", "Unknown", "Unknown", "RetryLater", "Unknown", "Us"],
        [400, "APPID_MCHID_NOT_MATCH", "Declined", "Unknown", "Unknown", "RetryLater", "Unknown", "Us"],
        [400, "MCH_NOT_EXISTS", "Declined", "Unknown", "Unknown", "RetryLater", "Unknown", "Us"],
        [429, "FREQUENCY_LIMITED", "Declined", "Unknown", "Unknown", "RetryLater", "Unknown", "Channel"],
        [429, "RATELIMIT_EXCEEDED", "Declined", "Unknown", "Unknown", "RetryLater", "Unknown", "Channel"],
        [429, "SOMETHING_NEW", "Declined", "Unknown", "Unknown", "RetryLater", "Unknown", "Channel"],
        [400, "PARAM_ERROR", "Declined", "Unknown", "Unknown", "Failed", "Unknown", "Request"],
        [400, "INVALID_REQUEST", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Request"],
        [400, "OPENID_MISMATCH", "Declined", "Unknown", "Unknown", "Unknown", "Unknown", "Request"],
        [403, "OUT_TRADE_NO_USED", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Request"],
        [400, "INVALID_TRANSACTIONID", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Request"],
        [400, "REFUND_FEE_MISMATCH", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Request"],
        [400, "TRADE_OVERDUE", "Unknown", "Unknown", "Unknown", "Failed", "Unknown", "Request"],
        [403, "ACCOUNT_ERROR", "Declined", "Unknown", "Unknown", "Unknown", "Unknown", "Payer"],
        [403, "ACCOUNTERROR", "Declined", "Unknown", "Unknown", "Unknown", "Unknown", "Payer"],
        [403, "USER_ACCOUNT_ABNORMAL", "Declined", "Unknown", "Unknown", "Failed", "Unknown", "Payer"],
        [403, "RULE_LIMIT", "Declined", "Unknown", "Unknown", "Unknown", "Unknown", "Payer"],
        [403, "TRADE_ERROR", "Declined", "Unknown", "Unknown", "Unknown", "Unknown", "Payer"],
        [403, "NOT_ENOUGH", "Declined", "Unknown", "Unknown", "RetryLater", "Unknown", "Payer"],
        [403, "NOTENOUGH", "Declined", "Unknown", "Unknown", "RetryLater", "Unknown", "Payer"],
        [400, "ORDERPAID", "Unknown", "Unknown", "AlreadyPaid", "Unknown", "Unknown", "Request"],
        [400, "ORDER_PAID", "Unknown", "Unknown", "AlreadyPaid", "Unknown", "Unknown", "Request"],
        // A close then asks, and gets the same answer.
        [400, "ORDER_CLOSED", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Request"],
        [404, "ORDER_NOT_EXIST", "Unknown", "NotFound", "NotFound", "Unknown", "Unknown", "Request"],
        [404, "ORDERNOTEXIST", "Unknown", "NotFound", "NotFound", "Unknown", "Unknown", "Request"],
        [404, "RESOURCE_NOT_EXISTS", "Unknown", "Unknown", "Unknown", "Unknown", "NotFound", "Request"],
        [404, "REFUND_NOT_EXISTS", "Unknown", "Unknown", "Unknown", "Unknown", "NotFound", "Request"],
        [400, "USER_PAYING", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Payer"],
        [400, "ORDER_NOT_READY", "Unknown", "Unknown", "Unknown", "RetryLater", "Unknown", "Channel"],
        [400, "BIZERR_NEED_RETRY", "Unknown", "Unknown", "Unknown", "RetryLater", "Unknown", "Channel"],
        [400, "SYSTEM_ERROR", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Channel"],
        [400, "BANK_ERROR", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Channel"],
        [400, "NO_SUCH_CODE_IN_ANY_DOC", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "Channel"],
    ];

    public static TheoryData<int, string, string[]> Cells
    {
        get
        {
            var cells = new TheoryData<int, string, string[]>();
            foreach (var cell in s_cells) cells.Add((int)cell[0], (string)cell[1], [.. cell[2..].Cast<string>()]);
            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_code_means_what_the_docs_say_of_each_call(int status, string code, string[] expected)
    {
        using var bench = new StubBench();
        bench.Platform.Answer(status, $$"""{"code":"{{code}}","message":"what it says"}""");
        var pay = await bench.PayAsync();
        var refund = await bench.RefundAsync();
        string[] found =
        [
            pay.Outcome.ToString(), (await bench.QueryAsync()).Status.ToString(), (await bench.CloseAsync()).Outcome.ToString(), refund.Outcome.ToString(),
            (await bench.QueryRefundAsync()).Outcome.ToString(), pay.Fault!.Blame.ToString(),
        ];
        found.Should().Equal(expected);
        pay.Fault.Should().BeEquivalentTo(new { RawCode = code, RawMessage = "what it says", Stage = FaultStage.Answered });
        (pay.Fault.RetryAfter is not null).Should().Be(status == 429);
        (refund.Fault!.RetryAfter is not null).Should().Be(status == 429);
    }

    [Fact]
    public void Every_row_of_the_table_has_its_cells_here() =>
        ErrorTable.All.Select(row => row.Code).Should().BeSubsetOf(s_cells.Select(cell => ((string)cell[1]).Replace("_", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("SYSTEM_ERROR")]
    [InlineData("OPENID_MISMATCH")]
    [InlineData("PARAM_ERROR")]
    [InlineData("ORDER_NOT_EXIST")]
    public async Task A_5xx_proves_nothing_whatever_its_code(string code)
    {
        using var bench = new StubBench();
        bench.Platform.Answer(500, $$"""{"code":"{{code}}","message":"m"}""");
        (await bench.PayAsync()).Should().BeEquivalentTo(new { Outcome = PayOutcome.Unknown, Fault = new { RawCode = code } });
        (await bench.QueryAsync()).Status.Should().Be(AttemptStatus.Unknown);
        (await bench.CloseAsync()).Outcome.Should().Be(CloseOutcome.Unknown);
        (await bench.RefundAsync()).Outcome.Should().Be(RefundOutcome.Unknown);
        (await bench.QueryRefundAsync()).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Theory]
    [InlineData(401, "SIGN_ERROR", PayOutcome.Declined, RefundOutcome.RetryLater)]
    [InlineData(403, "NO_AUTH", PayOutcome.Declined, RefundOutcome.RetryLater)]
    [InlineData(429, "FREQUENCY_LIMITED", PayOutcome.Declined, RefundOutcome.RetryLater)]
    [InlineData(400, "PARAM_ERROR", PayOutcome.Unknown, RefundOutcome.Unknown)]
    [InlineData(403, "ACCOUNT_ERROR", PayOutcome.Unknown, RefundOutcome.Unknown)]
    [InlineData(403, "NOT_ENOUGH", PayOutcome.Unknown, RefundOutcome.Unknown)]
    [InlineData(403, "USER_ACCOUNT_ABNORMAL", PayOutcome.Unknown, RefundOutcome.Unknown)]
    public async Task An_unsigned_refusal_is_believed_only_where_the_order_was_never_looked_at(int status, string code, PayOutcome pay, RefundOutcome refund)
    {
        using var bench = new StubBench();
        bench.Platform.Answer(status, $$"""{"code":"{{code}}","message":"m"}""", signed: false);
        (await bench.PayAsync()).Outcome.Should().Be(pay);
        (await bench.RefundAsync()).Outcome.Should().Be(refund);
    }

    [Fact]
    public async Task An_unsigned_not_found_is_no_not_found()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(404, """{"code":"ORDER_NOT_EXIST","message":"m"}""", signed: false);
        (await bench.QueryAsync()).Status.Should().Be(AttemptStatus.Unknown);
        (await bench.CloseAsync()).Outcome.Should().Be(CloseOutcome.Unknown);
    }

    [Fact]
    public async Task The_merchants_balance_is_our_doing_when_it_stops_a_refund()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(403, """{"code":"NOT_ENOUGH","message":"基本账户余额不足，请充值后重新发起"}""");
        (await bench.RefundAsync()).Fault!.Blame.Should().Be(FaultBlame.Us);
    }
}
