using Router.Abstractions;
using Router.Channel.Stripe.Tests.Bench;
using Router.TestKit.Compliance;

namespace Router.Channel.Stripe.Tests;

/// <summary>Defects read in public payment systems that a card channel can have too.</summary>
public class PublicDefectTests
{
    [Fact]
    public async Task D9_a_time_out_is_not_a_failed_payment()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", "pm_card_visa");
        shop.Wire.Plan("/confirm", WireFault.DropAnswer);

        (await shop.PayAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task D11_a_refund_sends_its_own_amount_and_not_the_payments()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.RefundOf("succeeded", amount: 1));

        await desk.Channel.RefundAsync(desk.Refund(desk.Pay(), new(1, Currency.USD)), default);

        desk.Wire.Asked.Single().Body.Should().Contain("&amount=1&");
    }

    [Fact]
    public async Task D13_nothing_is_sent_again_by_itself()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Answer(503, "no", ("Stripe-Should-Retry", "true"));

        await desk.Channel.PayAsync(desk.Pay(), default);

        desk.Wire.Asked.Should().HaveCount(2);
    }

    [Fact]
    public async Task D14_a_failover_after_a_declined_card_cannot_leave_a_payable_intent()
    {
        await using var shop = await Shop.OpenAsync();
        var request = shop.Begin("card.direct", "pm_card_issuerDown");
        var refused = await shop.PayAsync(request);

        refused.MustClose.Should().BeTrue();
        (await shop.CloseAsync(request, refused.State)).Outcome.Should().Be(CloseOutcome.Closed);
        (await shop.PayAsync(request)).Outcome.Should().NotBe(PayOutcome.Succeeded);
        shop.Captures().Should().Be(0);
    }

    [Fact]
    public async Task D15_two_accounts_used_at_once_never_mix_their_keys()
    {
        await using var shop = await Shop.OpenAsync();
        var other = new StripePlugin().Open(shop.Fixture.OtherAccount.Account, new StripeHost(shop.Wire, shop.Time, shop.Fixture.OtherAccount.Secrets));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
        {
            var request = shop.Begin("card.direct", "pm_card_visa", number: $"ATTEMPT{i:D3}");
            return (i % 2 == 0 ? (IChannel)shop.Channel : other).PayAsync(request, default);
        }));

        shop.Stripe.Entries.Should().HaveCount(40);
        foreach (var entry in shop.Stripe.Entries)
            entry.MerchantId.Should().Be((entry.AttemptNumber[^1] - '0') % 2 == 0 ? StripeFixture.MainId : StripeFixture.OtherId);
    }

    [Fact]
    public async Task D18_no_key_is_ever_in_a_fault_state_or_log_line()
    {
        var desk = new Desk();
        desk.Wire.Answer(401, Desk.Error("invalid_request_error", message: "Invalid API Key provided: " + Desk.Key));

        var result = await desk.Channel.PayAsync(desk.Pay(), default);

        result.ToString().Should().NotContain(Desk.Key);
        desk.Host.Lines.Should().BeEmpty();
    }
}
