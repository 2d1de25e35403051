using Router.Abstractions;
using Router.Channel.Stripe.Tests.Bench;

namespace Router.Channel.Stripe.Tests.Bills;

public class BillTests
{
    private static readonly DateOnly s_day = new(2026, 11, 20);
    private static readonly long s_noon = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    [Fact]
    public async Task Pages_are_read_to_the_end_with_numbers_fees_and_kinds()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.List(Line("txn_3", "payout", -5_000, 0, "\"po_1\"") + "," + Line("txn_2", "refund", -1_000, 0, Desk.RefundOf("succeeded")), hasMore: true))
            .Answer(200, Desk.List(Line("txn_1", "charge", 2_900, 114, Charge(2_900))));

        var lines = await ReadAsync(desk);

        lines.Select(l => (l.Kind, l.AttemptNumber, l.RefundNumber, l.ChannelTransactionId, l.Amount.Minor, l.Fee!.Value.Minor)).Should().Equal(
            (BillLineKind.Other, "", null, "po_1", 5_000, 0),
            (BillLineKind.Refund, "ATTEMPT1", "REFUND1", "pi_1", 1_000, 0),
            (BillLineKind.Payment, "ATTEMPT1", null, "pi_1", 2_900, 114));
        desk.Wire.Asked.Select(a => a.Target).Should().Equal(
            "/v1/balance_transactions?created[gte]=1795132800&created[lt]=1795219200&limit=100&expand[0]=data.source",
            "/v1/balance_transactions?created[gte]=1795132800&created[lt]=1795219200&limit=100&expand[0]=data.source&starting_after=txn_2");
    }

    [Fact]
    public async Task A_balance_kept_in_another_currency_tells_the_buyers_amount_and_our_fee()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.List(Line("txn_1", "charge", 3_141, 120, Charge(500, "jpy"))));

        var line = (await ReadAsync(desk)).Single();

        (line.Amount, line.Fee).Should().Be((new Money(500, Currency.JPY), new Money(1_20, Currency.USD)));
    }

    [Fact]
    public async Task A_fee_that_is_no_whole_unit_of_its_currency_is_left_out_and_not_rounded()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.List(Line("txn_1", "charge", 50_000, 1_735, Charge(50_000, "isk"), "isk")));

        var line = (await ReadAsync(desk)).Single();

        (line.Amount, line.Fee).Should().Be((new Money(500, Currency.Parse("ISK")), null));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "net is not amount less fee", Line("txn_1", "charge", 2_900, 114, Charge(2_900), net: 2_900) },
        { "another amount than its source", Line("txn_1", "charge", 2_901, 114, Charge(2_900)) },
        { "a refund of another amount than its source", Line("txn_1", "refund", -999, 0, Desk.RefundOf("succeeded")) },
        { "a charge of the wrong sign", Line("txn_1", "charge", -2_900, 0, Charge(2_900)) },
        { "a refund of the wrong sign", Line("txn_1", "refund", 1_000, 0, Desk.RefundOf("succeeded")) },
        { "no source", Line("txn_1", "charge", 2_900, 114, "\"ch_1\"") },
        { "a refund without its source", Line("txn_1", "refund", -1_000, 0, "null") },
        { "another day", Line("txn_1", "charge", 2_900, 114, Charge(2_900), created: s_noon + 86_400) },
        { "a line twice", Line("txn_1", "payout", -1, 0, "null") + "," + Line("txn_1", "payout", -1, 0, "null") },
        { "no id", """{ "object": "balance_transaction", "amount": 1, "fee": 0, "created": 1795176000, "currency": "usd", "type": "payout" }""" },
        { "no amount", """{ "id": "txn_1", "fee": 0, "created": 1795176000, "currency": "usd", "type": "payout" }""" },
        { "a currency that is none", Line("txn_1", "payout", -1, 0, "null", "dollar") },
        { "an amount that is none of its currency", Line("txn_1", "charge", 150, 0, Charge(150, "isk"), "isk") },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_line_that_contradicts_itself_spoils_the_whole_bill(string what, string lines)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.List(lines));

        await FluentActions.Awaiting(() => ReadAsync(desk)).Should().ThrowAsync<InvalidDataException>(what);
    }

    [Theory]
    [InlineData("""{ "object": "list", "data": [], "has_more": true }""")]
    [InlineData(null)]
    public async Task A_bill_that_breaks_off_is_none(string? second)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.List(Line("txn_1", "charge", 2_900, 114, Charge(2_900)), hasMore: true)).Answer(second is null ? 500 : 200, second ?? "no");

        await FluentActions.Awaiting(() => ReadAsync(desk)).Should().ThrowAsync<InvalidDataException>();
    }

    [Theory]
    [InlineData(500, "no")]
    [InlineData(401, """{ "error": { "type": "invalid_request_error", "message": "No." } }""")]
    [InlineData(200, """{ "object": "list" }""")]
    [InlineData(200, """{ "object": "payment_intent", "data": [], "has_more": false }""")]
    public async Task A_first_page_that_is_none_is_Unknown(int status, string body)
    {
        var desk = new Desk();
        desk.Wire.Answer(status, body);

        (await desk.Channel.BillAsync(new(s_day), default)).Status.Should().Be(BillStatus.Unknown);
    }

    [Fact]
    public async Task A_day_that_is_not_over_has_no_bill_yet_and_nobody_is_asked()
    {
        var desk = new Desk();

        var today = await desk.Channel.BillAsync(new(new(2026, 11, 21)), default);

        (today.Status, today.RetryAfter).Should().Be((BillStatus.NotReady, TimeSpan.FromHours(14) + TimeSpan.FromMinutes(5)));
        desk.Wire.Asked.Should().BeEmpty();
    }

    private static async Task<List<BillLine>> ReadAsync(Desk desk)
    {
        var bill = await desk.Channel.BillAsync(new(s_day), default);
        var lines = new List<BillLine>();
        await foreach (var line in bill.Lines!) lines.Add(line);
        return lines;
    }

    private static string Charge(long amount, string currency = "usd") => $$"""
        { "id": "ch_1", "object": "charge", "amount": {{amount}}, "amount_captured": {{amount}}, "currency": "{{currency}}", "payment_intent": "pi_1", "metadata": { "attempt": "ATTEMPT1" } }
        """;

    private static string Line(string id, string type, long amount, long fee, string source, string currency = "usd", long? net = null, long? created = null) => $$"""
        { "id": "{{id}}", "object": "balance_transaction", "type": "{{type}}", "reporting_category": "{{type}}", "amount": {{amount}}, "fee": {{fee}},
          "net": {{net ?? (amount - fee)}}, "currency": "{{currency}}", "created": {{created ?? s_noon}}, "source": {{source}} }
        """;
}
