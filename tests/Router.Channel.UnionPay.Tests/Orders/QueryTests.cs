using Router.Abstractions;
using Router.Channel.UnionPay.Orders;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests.Orders;

public sealed class QueryTests
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task A_paid_attempt_has_UnionPays_amount_id_and_time_and_keeps_the_id()
    {
        var result = await QueryAsync(_ => { });
        result.Status.Should().Be(AttemptStatus.Paid);
        result.ChannelTransactionId.Should().Be("782611201200060674028");
        result.Captured.Should().Be(new Money(1999, Currency.CNY));
        result.PaidAt.Should().Be(TestKeys.Start.AddSeconds(6));
        result.State!.Value.Should().Contain("782611201200060674028").And.Contain("20261120120000");
    }

    [Fact]
    public async Task It_asks_by_number_and_by_the_original_txnTime()
    {
        _host.Clock.Advance(TimeSpan.FromHours(30));
        await QueryAsync(_ => { });
        _host.Network.Sent.Single().Fields.Should().Contain("txnTime", "20261120120000").And.Contain("orderId", "A2026112000000001")
            .And.Contain("txnType", "00").And.Contain("txnSubType", "00").And.Contain("bizType", "000000");
    }

    [Fact]
    public async Task A_state_that_is_lost_or_broken_is_made_again_from_the_request()
    {
        _host.Network.Reply(Paid);
        var channel = Bench.Open(_host);
        foreach (var state in new[] { ChannelState.Empty, new(1, "garbage"), new(1, "[]"), new(9, "{\"t\":\"1\"}") })
        {
            var request = Bench.Query(Bench.Pay(channel)) with { State = state };
            (await channel.QueryAsync(request, default)).Status.Should().Be(AttemptStatus.Paid, state.Value);
        }
    }

    // What UnionPay has put away long ago may be a payment.
    [Fact]
    public async Task Not_found_says_nothing_when_the_query_does_not_reach_back_that_far()
    {
        _host.Network.Reply(a => a["respCode"] = "34");
        var channel = Bench.Open(_host);
        var payment = Bench.Pay(channel);
        _host.Clock.Advance(Queries.ReachesBack);
        (await channel.QueryAsync(Bench.Query(payment), default)).Status.Should().Be(AttemptStatus.NotFound);
        _host.Clock.Advance(TimeSpan.FromMinutes(6));
        (await channel.QueryAsync(Bench.Query(payment), default)).Status.Should().Be(AttemptStatus.Unknown);
        (await channel.QueryRefundAsync(new() { Refund = Bench.Refund(channel, payment) }, default)).Outcome.Should().Be(RefundOutcome.Unknown);
        new UnionPayPlugin().Manifest.Methods.Should().OnlyContain(m => m.ResolveWindow == Queries.ReachesBack);
    }

    [Fact]
    public async Task The_amount_is_what_UnionPay_says_and_not_what_was_sent() =>
        (await QueryAsync(a => a["txnAmt"] = "1")).Captured.Should().Be(new Money(1, Currency.CNY));

    [Theory]
    [InlineData("merId", "777290058110048")]
    [InlineData("orderId", "A2026112000000009")]
    [InlineData("txnTime", "20261120120001")]
    [InlineData("currencyCode", "840")]
    [InlineData("txnAmt", "0")]
    [InlineData("txnAmt", "x")]
    [InlineData("queryId", "")]
    [InlineData("txnType", "04")]
    [InlineData("origRespCode", "")]
    public async Task A_paid_that_does_not_fit_proves_nothing(string field, string value)
    {
        var result = await QueryAsync(a => a[field] = value);
        result.Status.Should().Be(AttemptStatus.Unknown);
        result.Fault.Should().NotBeNull();
    }

    [Fact]
    public async Task A_refusal_is_payable_until_payTimeout_and_the_last_word_soon_after()
    {
        var end = TimeSpan.FromMinutes(30);
        foreach (var (later, status) in new[]
        {
            (TimeSpan.Zero, AttemptStatus.Pending), (end, AttemptStatus.Pending), (end + Queries.SettlesAfter - TimeSpan.FromSeconds(1), AttemptStatus.Pending),
            (end + Queries.SettlesAfter, AttemptStatus.Declined), (TimeSpan.FromDays(2), AttemptStatus.Declined),
        })
        {
            var host = new TestHost();
            host.Network.Reply(a => Paid(a, code: "64"));
            var channel = Bench.Open(host);
            var request = Bench.Pay(channel);
            host.Clock.Advance(later);
            var result = await channel.QueryAsync(Bench.Query(request), default);
            result.Status.Should().Be(status, later.ToString());
            result.Fault.Should().Match<ChannelFault>(f => f.RawCode == "64" && f.Blame == FaultBlame.Payer);
        }
    }

    [Fact]
    public async Task A_refused_query_names_whose_doing_it_is()
    {
        _host.Network.Reply(a => a["respCode"] = "11");
        var channel = Bench.Open(_host);
        (await channel.QueryAsync(Bench.Query(Bench.Pay(channel)), default)).Fault!.Blame.Should().Be(FaultBlame.Us);
        _host.Network.Reply(a => a["respCode"] = "37");
        (await channel.QueryAsync(Bench.Query(Bench.Pay(channel)), default)).Fault!.RetryAfter.Should().NotBeNull();
    }

    [Theory]
    [InlineData("34", true)]
    [InlineData("00", true)]
    [InlineData("11", false)]
    [InlineData("32", false)]
    [InlineData("99", false)]
    public async Task A_probe_is_well_when_UnionPay_takes_our_signature(string code, bool isWell)
    {
        _host.Network.Reply(a => a["respCode"] = code);
        ((await ((IProbe)Bench.Open(_host)).ProbeAsync(default)) is null).Should().Be(isWell);
    }

    [Fact]
    public async Task A_probe_without_a_connection_is_not_well() =>
        (await ((IProbe)Bench.Open(_host)).ProbeAsync(default))!.Blame.Should().Be(FaultBlame.Network);

    [Fact]
    public void States_are_small_and_hold_no_secret()
    {
        var channel = Bench.Open(_host);
        var state = channel.Prepare(Bench.Pay(channel));
        state.Value.Should().Be("""{"t":"20261120120000","e":"20261120123000"}""");
    }

    [Theory]
    [InlineData("1231235959", "2026-12-31T15:59:59")]
    [InlineData("0101000001", "2026-12-31T16:00:01")]
    public void A_time_without_a_year_gets_the_nearest(string text, string utc) =>
        BeijingTime.ParseWithoutYear(text, new(2026, 12, 31, 16, 0, 0, TimeSpan.Zero)).Should().Be(DateTimeOffset.Parse(utc + "Z", System.Globalization.CultureInfo.InvariantCulture));

    private static void Paid(Dictionary<string, string> answer) => Paid(answer, "00");

    private static void Paid(Dictionary<string, string> answer, string code)
    {
        (answer["origRespCode"], answer["txnType"], answer["txnAmt"], answer["currencyCode"]) = (code, "01", "1999", "156");
        (answer["queryId"], answer["traceTime"]) = ("782611201200060674028", "1120120006");
    }

    private async Task<QueryResult> QueryAsync(Action<Dictionary<string, string>> change)
    {
        _host.Network.Reply(a =>
        {
            Paid(a);
            change(a);
        });
        var channel = Bench.Open(_host);
        return await channel.QueryAsync(Bench.Query(Bench.Pay(channel)), default);
    }
}
