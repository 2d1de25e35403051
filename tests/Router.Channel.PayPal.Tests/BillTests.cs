using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;

namespace Router.Channel.PayPal.Tests;

public sealed class BillTests
{
    private static readonly DateOnly s_day = DateOnly.FromDateTime(Shop.Start.UtcDateTime);

    [Fact]
    public async Task A_days_lines_carry_numbers_amounts_and_fees()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, capture) = await shop.PayAsync(new(10000, Currency.USD));
        var refund = shop.NewRefund(request, capture, new(2500, Currency.USD));
        await shop.Channel.RefundAsync(refund, default);
        shop.Time.Advance(TimeSpan.FromDays(1));
        var lines = await ReadAsync(shop);
        lines.Should().HaveCount(2);
        lines[0].Should().BeEquivalentTo(new BillLine
        {
            Kind = BillLineKind.Payment,
            AttemptNumber = request.AttemptNumber,
            ChannelTransactionId = capture,
            Amount = new(10000, Currency.USD),
            Fee = new(341, Currency.USD),
            BookedAt = Shop.Start,
            RawStatus = "T0006 S",
        });
        (lines[1].Kind, lines[1].AttemptNumber, lines[1].RefundNumber, lines[1].ChannelTransactionId, lines[1].Amount)
            .Should().Be((BillLineKind.Refund, request.AttemptNumber, refund.RefundNumber, capture, new Money(2500, Currency.USD)));
    }

    [Fact]
    public async Task A_day_is_asked_for_from_its_first_to_its_last_second_with_Z()
    {
        var wire = Pages(Page(1, 1, 0));
        await using var shop = Shop.At(wire);
        shop.Time.Advance(TimeSpan.FromDays(1));
        (await ReadAsync(shop)).Should().BeEmpty();
        wire.Sent[^1].Target.Should().Be(
            "/v1/reporting/transactions?start_date=2026-11-20T00:00:00Z&end_date=2026-11-20T23:59:59Z&fields=transaction_info&page_size=500&page=1");
    }

    [Fact]
    public async Task Before_three_hours_after_its_end_a_day_is_NotReady_and_nobody_is_asked()
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        shop.Time.Advance(TimeSpan.FromHours(22));
        var bill = await shop.Channel.BillAsync(new(s_day), default);
        (bill.Status, bill.RetryAfter).Should().Be((BillStatus.NotReady, TimeSpan.FromHours(1)));
        wire.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Where_PayPal_says_that_it_has_not_read_the_day_to_its_end_the_bill_is_NotReady()
    {
        await using var shop = Shop.At(Pages(Page(1, 1, 0).Replace("2026-11-21T02:00:00+0000", "2026-11-20T23:00:00+0000", StringComparison.Ordinal)));
        shop.Time.Advance(TimeSpan.FromDays(1));
        (await shop.Channel.BillAsync(new(s_day), default)).Status.Should().Be(BillStatus.NotReady);
    }

    [Fact]
    public async Task Pages_are_read_to_the_last()
    {
        await using var shop = Shop.At(Pages(Page(1, 3, 3, Line("C1")), Page(2, 3, 3, Line("C2")), Page(3, 3, 3, Line("C3"))));
        shop.Time.Advance(TimeSpan.FromDays(1));
        (await ReadAsync(shop)).Select(l => l.ChannelTransactionId).Should().Equal("C1", "C2", "C3");
    }

    public static TheoryData<string, string[]> Unusable => new()
    {
        { "fewer lines than the total", [Page(1, 1, 2, Line("C1"))] },
        { "more lines than the total", [Page(1, 1, 1, Line("C1"), Line("C2"))] },
        { "a total that changes", [Page(1, 2, 2, Line("C1")), Page(2, 2, 3, Line("C2"))] },
        { "another page than asked for", [Page(1, 2, 2, Line("C1")), Page(1, 2, 2, Line("C2"))] },
        { "a line twice", [Page(1, 2, 2, Line("C1")), Page(2, 2, 2, Line("C1"))] },
        { "an amount with a rest", [Page(1, 1, 1, Line("C1", value: "10.999"))] },
        { "an unknown currency", [Page(1, 1, 1, Line("C1", currency: "XXX"))] },
        { "no time", [Page(1, 1, 1, Line("C1", at: "yesterday"))] },
        { "a fee that is none", [Page(1, 1, 1, Line("C1", fee: "1e3"))] },
        { "no object", [Page(1, 1, 1, "{}")] },
        { "a broken second page", [Page(1, 2, 2, Line("C1")), "garbage"] },
    };

    [Theory, MemberData(nameof(Unusable))]
    public async Task A_bill_is_not_used_with(string what, string[] pages)
    {
        await using var shop = Shop.At(Pages(pages));
        shop.Time.Advance(TimeSpan.FromDays(1));
        var read = () => ReadAsync(shop);
        await read.Should().ThrowAsync<Exception>(what).Where(e => e is IOException || e is InvalidDataException);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"account_number":"SOMEBODYELSE1","total_items":0,"total_pages":1,"page":1}""")]
    public async Task A_first_page_that_cannot_be_read_is_Unknown(string page)
    {
        await using var shop = Shop.At(Pages(page));
        shop.Time.Advance(TimeSpan.FromDays(1));
        (await shop.Channel.BillAsync(new(s_day), default)).Should().Match<BillResult>(b => b.Status == BillStatus.Unknown && b.Fault != null);
    }

    [Fact]
    public async Task A_day_with_more_than_PayPal_lists_is_read_in_parts()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        for (var i = 0; i < 7; i++)
        {
            await shop.PayAsync();
            shop.Time.Advance(TimeSpan.FromMinutes(91));
        }

        shop.Time.Advance(TimeSpan.FromDays(1));
        shop.Simulator.ListedMax = 2;
        var lines = await ReadAsync(shop);
        lines.Select(l => l.AttemptNumber).Should().OnlyHaveUniqueItems().And.HaveCount(7);
        lines.Should().BeInAscendingOrder(l => l.BookedAt);
    }

    [Theory]
    [InlineData("T0006", "S", "10.00", BillLineKind.Payment)]
    [InlineData("T0006", "V", "10.00", BillLineKind.Payment)]
    [InlineData("T0006", "P", "10.00", BillLineKind.Other)]
    [InlineData("T0006", "D", "10.00", BillLineKind.Other)]
    [InlineData("T0006", "S", "-10.00", BillLineKind.Other)]
    [InlineData("T1107", "S", "-10.00", BillLineKind.Refund)]
    [InlineData("T1107", "P", "-10.00", BillLineKind.Other)]
    [InlineData("T1106", "S", "-10.00", BillLineKind.Refund)]
    [InlineData("T0400", "S", "-10.00", BillLineKind.Other)]
    [InlineData("T1201", "S", "-10.00", BillLineKind.Other)]
    public async Task A_line_is_what_its_event_code_and_status_say(string code, string status, string value, BillLineKind expected)
    {
        await using var shop = Shop.At(Pages(Page(1, 1, 1, Line("C1", code, status, value))));
        shop.Time.Advance(TimeSpan.FromDays(1));
        var line = (await ReadAsync(shop)).Single();
        (line.Kind, line.Amount).Should().Be((expected, new Money(1000, Currency.USD)));
    }

    [Fact]
    public async Task A_bill_that_ours_may_not_read_is_our_doing()
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Refusal(403, "PERMISSION_DENIED", "NOT_AUTHORIZED")));
        shop.Time.Advance(TimeSpan.FromDays(1));
        (await shop.Channel.BillAsync(new(s_day), default)).Fault!.Blame.Should().Be(FaultBlame.Us);
    }

    private static async Task<List<BillLine>> ReadAsync(Shop shop)
    {
        var bill = await shop.Channel.BillAsync(new(s_day), default);
        bill.Status.Should().Be(BillStatus.Ready, bill.Fault?.ToString());
        var lines = new List<BillLine>();
        await foreach (var line in bill.Lines!) lines.Add(line);
        return lines;
    }

    private static ScriptedWire Pages(params string[] pages) => new(r =>
    {
        if (r.RequestUri!.AbsolutePath != "/v1/reporting/transactions") return null;
        var page = int.Parse(r.RequestUri.Query.Split("&page=")[1], System.Globalization.CultureInfo.InvariantCulture);
        return ScriptedWire.Json(200, pages[page - 1]);
    });

    private static string Page(int page, int pages, int items, params string[] lines) =>
        $$"""{"transaction_details":[{{string.Join(",", lines)}}],"account_number":"MAIN23456789A","last_refreshed_datetime":"2026-11-21T02:00:00+0000","page":{{page}},"total_items":{{items}},"total_pages":{{pages}}}""";

    private static string Line(
        string id, string code = "T0006", string status = "S", string value = "10.00", string currency = "USD", string at = "2026-11-20T10:00:00+0000", string fee = "-0.80") =>
        $$$"""{"transaction_info":{"transaction_id":"{{{id}}}","transaction_event_code":"{{{code}}}","transaction_initiation_date":"{{{at}}}","transaction_amount":{"currency_code":"{{{currency}}}","value":"{{{value}}}"},"fee_amount":{"currency_code":"USD","value":"{{{fee}}}"},"transaction_status":"{{{status}}}","custom_field":"t1"}}""";
}
