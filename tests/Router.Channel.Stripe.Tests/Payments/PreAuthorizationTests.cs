using Router.Abstractions;
using Router.Channel.Stripe.Tests.Bench;
using Router.TestKit.Compliance;

namespace Router.Channel.Stripe.Tests.Payments;

/// <summary>Manual capture: hold, take all or part, let go.</summary>
public class PreAuthorizationTests
{
    private static readonly Money s_part = new(1_900, Currency.USD);

    [Fact]
    public async Task What_is_held_is_no_capture_and_can_be_taken_whole_or_in_part()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, held) = await HoldAsync(shop);
        var captures = shop.Captures();

        var taken = await shop.Channel.CaptureAsync(new(request, "CAPTURE1", s_part, held.State!), default);
        var query = await shop.QueryAsync(request, held.State);

        (held.Outcome, held.Captured, captures).Should().Be((PayOutcome.Succeeded, new Money(2_900, Currency.USD), 0));
        (taken.Outcome, taken.Captured).Should().Be((PayOutcome.Succeeded, s_part));
        (query.Status, query.Captured, query.PaidAt).Should().Be((AttemptStatus.Paid, s_part, null), "the charge's time is that of the hold");
        shop.Stripe.Entries.Single().Amount.Should().Be(s_part);
    }

    [Fact]
    public async Task What_is_held_and_not_taken_is_pending_for_a_query()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, held) = await HoldAsync(shop);

        (await shop.QueryAsync(request, held.State)).Should().BeEquivalentTo(new { Status = AttemptStatus.Pending, MustClose = false });
    }

    [Fact]
    public async Task A_capture_number_sent_twice_takes_once()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, held) = await HoldAsync(shop);
        shop.Wire.Plan("/capture", WireFault.DropAnswer);

        var lost = await shop.Channel.CaptureAsync(new(request, "CAPTURE1", s_part, held.State!), default);
        var again = await shop.Channel.CaptureAsync(new(request, "CAPTURE1", s_part, held.State!), default);

        (lost.Outcome, again.Outcome).Should().Be((PayOutcome.Unknown, PayOutcome.Succeeded));
        shop.Captures().Should().Be(1);
    }

    [Fact]
    public async Task A_capture_with_another_number_finds_what_was_taken()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, held) = await HoldAsync(shop);
        await shop.Channel.CaptureAsync(new(request, "CAPTURE1", s_part, held.State!), default);

        var second = await shop.Channel.CaptureAsync(new(request, "CAPTURE2", s_part, held.State!), default);

        (second.Outcome, second.Captured).Should().Be((PayOutcome.Succeeded, s_part));
        shop.Captures().Should().Be(1);
    }

    [Fact]
    public async Task What_another_capture_took_is_no_success_of_this_one_over_another_amount()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, held) = await HoldAsync(shop);
        await shop.Channel.CaptureAsync(new(request, "CAPTURE1", s_part, held.State!), default);

        var second = await shop.Channel.CaptureAsync(new(request, "CAPTURE2", new(100, Currency.USD), held.State!), default);

        (second.Outcome, second.Fault!.RawCode).Should().Be((PayOutcome.Unknown, "other-amount"));
    }

    [Fact]
    public async Task What_is_let_go_cannot_be_taken()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, held) = await HoldAsync(shop);

        var ended = await shop.Channel.VoidAsync(Desk.Close(request, held.State), default);
        var taken = await shop.Channel.CaptureAsync(new(request, "CAPTURE1", s_part, held.State!), default);

        (ended.Outcome, taken.Outcome).Should().Be((CloseOutcome.Closed, PayOutcome.Declined));
        shop.Stripe.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task More_than_is_held_is_not_taken()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, held) = await HoldAsync(shop);

        var taken = await shop.Channel.CaptureAsync(new(request, "CAPTURE1", new(3_000, Currency.USD), held.State!), default);

        (taken.Outcome, taken.MustClose, taken.Fault!.Blame).Should().Be((PayOutcome.Pending, true, FaultBlame.Request));
        shop.Stripe.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task A_hold_whose_answers_were_lost_is_taken_all_the_same()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", "pm_card_visa");
        shop.Wire.Plan("/confirm", WireFault.DropAnswer);
        var held = await shop.Channel.AuthorizeAsync(request, default);

        var taken = await shop.Channel.CaptureAsync(new(request, "CAPTURE1", s_part, request.State), default);

        (held.Outcome, taken.Outcome).Should().Be((PayOutcome.Unknown, PayOutcome.Succeeded));
    }

    [Fact]
    public async Task A_hold_that_the_bank_asks_about_sends_the_buyer_there()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.redirect", "pm_card_threeDSecure2Required");

        var held = await shop.Channel.AuthorizeAsync(request, default);
        await shop.Stripe.ActAsync(BuyerAct.Pay, Shop.Merchant, request, held.Action);
        var taken = await shop.Channel.CaptureAsync(new(request, "CAPTURE1", request.Amount, held.State!), default);

        (held.Outcome, held.Action!.Kind, taken.Outcome).Should().Be((PayOutcome.Pending, PayActionKind.Redirect, PayOutcome.Succeeded));
    }

    [Fact]
    public async Task The_buyers_page_cannot_hold()
    {
        var desk = new Desk();

        (await desk.Channel.AuthorizeAsync(desk.Pay("card.inpage"), default)).Outcome.Should().Be(PayOutcome.Unsupported);
    }

    [Fact]
    public async Task A_partial_capture_is_one_line_of_the_bill_and_what_was_let_go_is_no_refund()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, held) = await HoldAsync(shop);
        await shop.Channel.CaptureAsync(new(request, "CAPTURE1", s_part, held.State!), default);
        shop.Time.Advance(TimeSpan.FromDays(1));

        var bill = await shop.Channel.BillAsync(new(DateOnly.FromDateTime(Shop.Now.UtcDateTime)), default);
        var lines = new List<BillLine>();
        await foreach (var line in bill.Lines!) lines.Add(line);

        lines.Select(l => (l.Kind, l.Amount.Minor)).Should().BeEquivalentTo([(BillLineKind.Payment, 1_900L), (BillLineKind.Other, 1_000L)]);
    }

    private static async Task<(PayRequest Request, ChannelResult Held)> HoldAsync(Shop shop)
    {
        var request = shop.Begin("card.direct", "pm_card_visa");
        return (request, await shop.Channel.AuthorizeAsync(request, default));
    }
}
