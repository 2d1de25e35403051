using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Refunds;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Refunds;

/// How much may go back, how often and how long: to the minor unit and to the tick.
public class RefundLimitsTests
{
    private static readonly DateTimeOffset s_paid = OrderSamples.Start;
    private static readonly RefundManifest s_manifest = new(TimeSpan.FromDays(30), MaxCount: 3);

    [Fact]
    public void What_is_left_can_go_back_and_not_one_unit_more()
    {
        Refusal(Paid, 1000).Should().BeNull();
        Refusal(Paid, 1001).Should().Contain("1001").And.Contain("1000 of 1000");
        Refusal(Paid with { RefundHeldMinor = 400 }, 600).Should().BeNull();
        Refusal(Paid with { RefundHeldMinor = 400 }, 601).Should().Contain("600 of 1000");
        Refusal(Paid with { RefundedMinor = 400, RefundHeldMinor = 1000 }, 1).Should().Contain("0 of 1000", "what is under way is held too");
    }

    [Fact]
    public void Only_a_captured_winner_can_be_given_back()
    {
        foreach (var state in Enum.GetValues<PaymentState>().Where(s => s != PaymentState.Succeeded))
            Refusal(Paid with { State = state }, 1).Should().Contain(state.ToString().ToLowerInvariant());
        Refusal(Paid with { WinningAttempt = null }, 1).Should().NotBeNull();
        Refusal(Paid with { WinningAttempt = "x" }, 1).Should().NotBeNull();
        Refusal(Paid with { Attempts = [Winner with { Captured = null }] }, 1).Should().NotBeNull();
    }

    [Theory]
    [InlineData("two-transactions", true)]
    [InlineData("reversed-beside-refunds", true)]
    [InlineData("refund-contradiction", true)]
    [InlineData("decision-contradicted", true)]
    [InlineData("refund-unresolved", false)]
    [InlineData("orphan-not-refunded", false)]
    public void A_question_about_the_money_itself_is_answered_first(string kind, bool stops)
    {
        var asked = Paid.OpenCase(kind, "A1", "d", s_paid);
        (Refusal(asked, 1) is not null).Should().Be(stops);
        Refusal(asked with { Cases = [asked.Cases[0] with { ResolvedAt = s_paid }] }, 1).Should().BeNull();
    }

    [Fact]
    public void A_winner_that_a_close_may_still_reverse_is_asked_about_first() =>
        Refusal(Paid with { Attempts = [Winner with { NextQueryAt = s_paid }] }, 1).Should().Contain("may still reverse");

    [Fact]
    public void Under_the_one_cent_switch_all_or_nothing_goes_back()
    {
        var cent = Paid with { Attempts = [Winner with { SentAmount = new Money(1, Currency.CNY), Captured = new Money(1, Currency.CNY) }] };
        Refusal(cent, 1000).Should().BeNull();
        Refusal(cent, 999).Should().Contain("one-cent");
    }

    [Fact]
    public void A_channel_limits_parts_number_and_time()
    {
        Refusal(Paid, 1, s_manifest with { Partial = false }).Should().Contain("full amount");
        Refusal(Paid, 1000, s_manifest with { Partial = false }).Should().BeNull();
        Refusal(Paid with { RefundCount = 2 }, 1).Should().BeNull();
        Refusal(Paid with { RefundCount = 3 }, 1).Should().Contain("3 refunds");
        Refusal(Paid, 1, now: s_paid.AddDays(30)).Should().BeNull();
        Refusal(Paid, 1, now: s_paid.AddDays(30).AddTicks(1)).Should().Contain("30 days");
        Refusal(Paid with { Attempts = [Winner with { PaidAt = null }] }, 1, now: s_paid.AddDays(99)).Should().BeNull("nobody knows when it was paid; the channel decides");
    }

    [Fact]
    public void A_channel_or_method_without_refunds_is_told_at_once_and_one_that_is_not_loaded_is_not_guessed_at()
    {
        RefundRules.Refusal(Paid, 1, Catalog(null, true), s_paid)!.Message.Should().Contain("takes no refunds");
        RefundRules.Refusal(Paid, 1, Catalog(s_manifest, false), s_paid)!.Message.Should().Contain("takes no refunds");
        RefundRules.Refusal(Paid, 1, new Catalog([Fixture.Account("a")], [], "c"), s_paid).Should().BeNull();
        RefundRules.Refusal(Paid with { Attempts = [Winner with { Method = "gone" }] }, 1, Catalog(s_manifest, true), s_paid).Should().BeNull();
    }

    private static Attempt Winner => OrderSamples.Attempt("A1", "a", AttemptState.Captured) with
    {
        ChannelId = "sim",
        Method = "sim.qr",
        Captured = new Money(1000, Currency.CNY),
        PaidAt = s_paid,
    };

    private static PaymentOrder Paid => OrderSamples.Payment(0) with { State = PaymentState.Succeeded, WinningAttempt = "A1", Attempts = [Winner] };

    private static Catalog Catalog(RefundManifest? refunds, bool method) => new([Fixture.Account("a")],
    [
        Fixture.Channel("sim", Fixture.Method() with { Operations = method ? [ChannelOperation.Pay, ChannelOperation.Refund] : [ChannelOperation.Pay] }) with { Refunds = refunds },
    ], "c");

    private static string? Refusal(PaymentOrder order, long amount, RefundManifest? refunds = null, DateTimeOffset? now = null) =>
        RefundRules.Refusal(order, amount, Catalog(refunds ?? s_manifest, true), now ?? s_paid)?.Message;
}
