using Router.Abstractions;
using Router.Channel.UnionPay.Orders;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests;

/// <summary>Every cell of the two tables, as the calls answer it.</summary>
public sealed class TableTests
{
    // code: pay, refund, blame
    private const string Codes = """
        01 Unknown Unknown Channel
        02 Declined RetryLater Channel
        03 Unknown Unknown Channel
        04 Unknown Unknown Channel
        05 Unknown Unknown Channel
        06 Unknown Unknown Channel
        10 Declined Failed Request
        11 Declined RetryLater Us
        12 Unknown Unknown Request
        13 Declined Failed Request
        30 Declined Unknown Payer
        31 Declined RetryLater Us
        32 Declined RetryLater Us
        33 Declined Unknown Request
        34 Unknown Unknown Channel
        35 Unknown Unknown Request
        36 Unknown Unknown Request
        37 Declined RetryLater Channel
        38 Declined RetryLater Payer
        39 Declined RetryLater Channel
        42 Unknown Unknown Channel
        43 Declined RetryLater Us
        45 Unknown Unknown Request
        46 Unknown Unknown Channel
        60 Unknown Unknown Payer
        61 Declined Unknown Payer
        62 Declined Unknown Payer
        63 Declined Unknown Payer
        64 Declined RetryLater Payer
        65 Declined Unknown Payer
        66 Declined Unknown Payer
        67 Declined Unknown Payer
        68 Declined Unknown Payer
        69 Declined Unknown Payer
        70 Unknown Unknown Channel
        71 Declined Unknown Payer
        72 Declined Unknown Payer
        73 Declined Unknown Payer
        74 Unknown Unknown Channel
        75 Unknown Unknown Channel
        77 Declined Unknown Payer
        78 Declined Unknown Payer
        79 Declined Unknown Payer
        80 Declined Unknown Payer
        83 Unknown Unknown Channel
        98 Unknown Unknown Channel
        99 Unknown Unknown Channel
        A6 Unknown Unknown Channel
        Z9 Unknown Unknown Channel
        07 Unknown Unknown Channel
        0 Unknown Unknown Channel
        000 Unknown Unknown Channel
        """;

    private const string Paid = "00 A6";
    private const string Open = "03 04 05 06 12 34 70 83";
    private const string Refused = "01 02 10 11 13 30 31 32 33 38 39 43 60 61 62 63 64 65 66 67 68 69 71 72 73 77 78 79 80";
    private const string RefundOpen = "01 03 04 05 06 12 34 60 83";
    private const string RefundFailed = "10 13 30 31 32 33 35 36 38 39 43 61 62 63 68 73 78";

    private readonly TestHost _host = new();

    public static TheoryData<string> ErrorRows => new(Codes.Split('\n').Select(row => row.Trim()));

    public static TheoryData<string> EveryCode
    {
        get
        {
            var letters = "0123456789";
            return new(letters.SelectMany(a => letters.Select(b => $"{a}{b}")).Append("A6").Append("Z9").Append("").Append("0000"));
        }
    }

    [Theory, MemberData(nameof(ErrorRows))]
    public async Task A_code_means_what_the_table_says(string row)
    {
        var cells = row.Split(' ');
        var blame = Enum.Parse<FaultBlame>(cells[3]);
        _host.Network.Reply(a => a["respCode"] = cells[0]);
        var channel = Bench.Open(_host);
        var payment = Bench.Pay(channel);
        var pay = await channel.PayAsync(payment, default);
        pay.Outcome.Should().Be(Enum.Parse<PayOutcome>(cells[1]));
        pay.Fault.Should().Match<ChannelFault>(f => f.Blame == blame && f.RawCode == cells[0] && f.Stage == FaultStage.Answered);
        var refund = await channel.RefundAsync(Bench.Refund(channel, payment), default);
        refund.Outcome.Should().Be(Enum.Parse<RefundOutcome>(cells[2]));
        refund.Fault.Should().Match<ChannelFault>(f => f.Blame == blame && f.RawCode == cells[0]);
        pay.Fault!.RetryAfter.HasValue.Should().Be(cells[0] == "37");
    }

    [Fact]
    public void The_test_has_every_row_of_the_table() =>
        ErrorTable.Rows.Select(row => row.Code).Should().BeSubsetOf(Codes.Split('\n').Select(row => row.Trim().Split(' ')[0]).Append("00"));

    [Theory, MemberData(nameof(EveryCode))]
    public async Task A_queried_payment_is_what_the_table_says_before_its_timeout(string code)
    {
        var result = await QueryAsync(code, TimeSpan.FromMinutes(29));
        result.Status.Should().Be(Has(Paid, code) ? AttemptStatus.Paid : Has(Open, code) || Has(Refused, code) ? AttemptStatus.Pending : AttemptStatus.Unknown);
        result.MustClose.Should().Be(Has(Refused, code));
        if (result.Status == AttemptStatus.Pending) result.PayableUntil.Should().Be(TestKeys.Start.AddMinutes(30));
    }

    [Theory, MemberData(nameof(EveryCode))]
    public async Task A_queried_payment_is_what_the_table_says_when_its_timeout_is_over(string code)
    {
        var result = await QueryAsync(code, TimeSpan.FromMinutes(30) + Queries.SettlesAfter);
        result.Status.Should().Be(
            Has(Paid, code) ? AttemptStatus.Paid : Has(Open, code) ? AttemptStatus.Pending : Has(Refused, code) ? AttemptStatus.Declined : AttemptStatus.Unknown);
    }

    [Theory, MemberData(nameof(EveryCode))]
    public async Task A_queried_refund_is_what_the_table_says(string code)
    {
        _host.Network.Reply(a => Answer(a, code, "04"));
        var channel = Bench.Open(_host);
        var result = await channel.QueryRefundAsync(new() { Refund = Bench.Refund(channel, Bench.Pay(channel)) }, default);
        result.Outcome.Should().Be(
            code == "00" ? RefundOutcome.Succeeded
            : Has(RefundOpen, code) ? RefundOutcome.Processing
            : Has(RefundFailed, code) ? RefundOutcome.Failed : RefundOutcome.Unknown);
    }

    [Theory, MemberData(nameof(EveryCode))]
    public async Task A_query_that_is_itself_refused_proves_nothing_but_34(string code)
    {
        if (code == "00") return;
        _host.Network.Reply(a => a["respCode"] = code);
        var channel = Bench.Open(_host);
        var payment = Bench.Pay(channel);
        (await channel.QueryAsync(Bench.Query(payment), default)).Status.Should().Be(code == "34" ? AttemptStatus.NotFound : AttemptStatus.Unknown);
        (await channel.QueryRefundAsync(new() { Refund = Bench.Refund(channel, payment) }, default)).Outcome
            .Should().Be(code == "34" ? RefundOutcome.NotFound : RefundOutcome.Unknown);
        (await channel.BillAsync(new(new(2026, 11, 19)), default)).Status.Should().Be(code == "98" ? BillStatus.NotReady : BillStatus.Unknown);
    }

    private async Task<QueryResult> QueryAsync(string code, TimeSpan later)
    {
        _host.Network.Reply(a => Answer(a, code, "01"));
        var channel = Bench.Open(_host);
        var payment = Bench.Pay(channel);
        _host.Clock.Advance(later);
        return await channel.QueryAsync(Bench.Query(payment), default);
    }

    private static void Answer(Dictionary<string, string> answer, string code, string type)
    {
        (answer["origRespCode"], answer["txnType"], answer["txnAmt"], answer["currencyCode"]) = (code, type, "1999", "156");
        (answer["queryId"], answer["traceTime"]) = ("782611201200060674028", "1120120006");
    }

    private static bool Has(string codes, string code) => codes.Split(' ').Contains(code);
}
