using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

/// <summary>WeChat Pay answers 204 to every well-formed close, so a close is believed only after a query.</summary>
public sealed class CloseTests
{
    [Theory]
    [InlineData("CLOSED", CloseOutcome.Closed)]
    [InlineData("SUCCESS", CloseOutcome.AlreadyPaid)]
    [InlineData("REFUND", CloseOutcome.AlreadyPaid)]
    [InlineData("NOTPAY", CloseOutcome.Unknown)]
    [InlineData("USERPAYING", CloseOutcome.Unknown)]
    [InlineData("PAYERROR", CloseOutcome.Unknown)]
    [InlineData("SOMETHING_NEW", CloseOutcome.Unknown)]
    public async Task A_204_is_confirmed_by_what_the_query_says(string state, CloseOutcome expected)
    {
        using var bench = new StubBench();
        bench.Platform.Answer(204, "");
        bench.Platform.Answer(200, bench.Transaction(state));
        (await bench.CloseAsync()).Outcome.Should().Be(expected);
        bench.Platform.Requests.Select(r => r.Method + " " + r.Target).Should().Equal(
            $"POST /v3/pay/transactions/out-trade-no/{StubBench.Number}/close", $"GET /v3/pay/transactions/out-trade-no/{StubBench.Number}?mchid=1900000001");
        bench.Platform.Requests[0].Body.Should().Equal("""{"mchid":"1900000001"}"""u8.ToArray());
    }

    [Fact]
    public async Task A_204_for_a_number_that_WeChat_Pay_does_not_know_is_NotFound_and_not_Closed()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(204, "");
        bench.Platform.Answer(404, """{"code":"ORDER_NOT_EXIST","message":"m"}""");
        (await bench.CloseAsync()).Outcome.Should().Be(CloseOutcome.NotFound);
    }

    [Fact]
    public async Task Already_closed_is_confirmed_too()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(400, """{"code":"ORDER_CLOSED","message":"m"}""");
        bench.Platform.Answer(200, bench.Transaction("CLOSED"));
        (await bench.CloseAsync()).Outcome.Should().Be(CloseOutcome.Closed);
    }

    [Fact]
    public async Task An_unsigned_204_proves_nothing_and_is_not_confirmed()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(204, "", signed: false);
        (await bench.CloseAsync()).Outcome.Should().Be(CloseOutcome.Unknown);
        bench.Platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_close_whose_query_fails_is_Unknown()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(204, "");
        bench.Platform.Answer(500, """{"code":"SYSTEM_ERROR","message":"m"}""");
        (await bench.CloseAsync()).Should().BeEquivalentTo(new { Outcome = CloseOutcome.Unknown, Fault = new { RawCode = "SYSTEM_ERROR" } });
    }
}
