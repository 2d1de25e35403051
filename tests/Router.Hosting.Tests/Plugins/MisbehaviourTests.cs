using System.Globalization;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Core.Refunds;

namespace Router.Hosting.Tests.Plugins;

/// Each thing a plugin can do wrong in one call: what becomes of the payment, and whether it counts as the plugin's mistake.
public sealed class MisbehaviourTests
{
    [Theory]
    [InlineData("undefined")]
    [InlineData("default-money")]
    [InlineData("negative")]
    [InlineData("no-amount")]
    [InlineData("empty-id")]
    [InlineData("huge-id")]
    [InlineData("control-id")]
    [InlineData("declined-bare")]
    [InlineData("declined-captured")]
    [InlineData("not-sent-answered")]
    [InlineData("unsupported-answered")]
    [InlineData("undefined-blame")]
    [InlineData("undefined-stage")]
    [InlineData("undefined-action")]
    [InlineData("null-content")]
    [InlineData("huge-action")]
    [InlineData("null-field")]
    [InlineData("throwing-fields")]
    [InlineData("payable-past")]
    [InlineData("null")]
    [InlineData("throw")]
    [InlineData("throw-later")]
    [InlineData("cruel")]
    [InlineData("deep")]
    public async Task Nonsense_and_exceptions_prove_nothing_and_are_counted(string how)
    {
        await using var host = await RogueHost.StartAsync();
        var order = await host.PayAsync("pay=" + how);
        order.State.Should().Be(PaymentState.InDoubt);
        order.Attempts.Should().ContainSingle().Which.State.Should().Be(AttemptState.Unknown);
        host.Report.Mistakes.Should().Be(1, host.Report.Last);
        host.Report.LeftBehind.Should().Be(0);
    }

    [Theory]
    [InlineData("hang", 1)]
    [InlineData("block", 1)]
    [InlineData("block-later", 1)]
    [InlineData("block-on-cancel", 1)]
    [InlineData("block-pool", 1)]
    [InlineData("slow-message", 1)]
    [InlineData("slow", 0)]
    [InlineData("throw-on-cancel", 0)]
    [InlineData("network", 0)]
    public async Task What_does_not_answer_is_unknown_and_what_does_not_stop_is_left_behind(string how, int mistakes)
    {
        await using var host = await RogueHost.StartAsync();
        var order = await host.PayAsync("pay=" + how);
        order.State.Should().Be(PaymentState.InDoubt);
        (host.Report.Mistakes, host.Report.LeftBehind).Should().Be((mistakes, mistakes));
        host.Get<Core.Channels.AccountGates>().Taken("r1", CallClass.Pay).Should().Be(mistakes, "a call that goes on keeps its place");
    }

    [Fact]
    public async Task A_call_that_comes_back_late_gives_its_place_back_and_its_answer_is_learned_by_asking()
    {
        await using var host = await RogueHost.StartAsync();
        var order = await host.PayAsync("pay=late query=paid");
        order.State.Should().Be(PaymentState.Succeeded, "the query told; the late answer is dropped");
        await RogueHost.UntilAsync(() => host.Report.LeftBehind == 0);
        host.Get<Core.Channels.AccountGates>().Taken("r1", CallClass.Pay).Should().Be(0);
    }

    [Theory]
    [InlineData("flipped-amount")]
    [InlineData("flipped-currency")]
    public async Task Another_amount_than_was_sent_is_a_case(string how)
    {
        await using var host = await RogueHost.StartAsync();
        (await host.PayAsync("pay=" + how)).State.Should().Be(PaymentState.Suspense);
    }

    [Theory]
    [InlineData("culture")]
    [InlineData("leak")]
    [InlineData("allocate")]
    [InlineData("sync-over-async")]
    [InlineData("mutate")]
    [InlineData("paid-never")]
    [InlineData("interrupt")]
    [InlineData("thread")]
    [InlineData("many")]
    public async Task What_a_plugin_does_beside_its_answer_changes_nothing_of_ours(string how)
    {
        await using var host = await RogueHost.StartAsync();
        var (culture, principal) = (CultureInfo.CurrentCulture, Thread.CurrentPrincipal);
        var order = await host.PayAsync("pay=" + how);
        order.State.Should().Be(PaymentState.Succeeded);
        (CultureInfo.CurrentCulture, Thread.CurrentPrincipal).Should().Be((culture, principal));
        (order.Terms.Amount.Minor, order.Terms.Payer!.Id).Should().Be((1000, "buyer"));
        order.Attempts[0].PaidAt.Should().BeBefore(DateTimeOffset.UtcNow.AddDays(1));
    }

    [Fact]
    public async Task A_flood_of_log_lines_is_cut()
    {
        await using var host = await RogueHost.StartAsync();
        (await host.PayAsync("pay=flood")).State.Should().Be(PaymentState.Succeeded);
        host.Log.Of("Router.Channel.rogue").Should().BeLessThan(2000, "of ten thousand");
    }

    [Theory]
    [InlineData("huge-message")]
    [InlineData("null-message")]
    public async Task Texts_are_cut_to_what_is_kept(string how)
    {
        await using var host = await RogueHost.StartAsync();
        var order = await host.PayAsync("pay=" + how);
        order.State.Should().Be(PaymentState.Failed);
        order.Attempts[0].Fault!.RawCode.Length.Should().BeLessThanOrEqualTo(64);
        order.Attempts[0].Fault!.RawMessage.Length.Should().BeLessThanOrEqualTo(256);
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("huge")]
    [InlineData("block")]
    public async Task What_cannot_be_prepared_is_not_sent(string how)
    {
        await using var host = await RogueHost.StartAsync();
        var order = await host.PayAsync("prepare=" + how);
        (order.State, order.ReasonCode, order.Attempts.Count).Should().Be((PaymentState.Failed, "route.unavailable", 0));
        host.Report.Mistakes.Should().Be(1);
    }

    [Theory]
    [InlineData("undefined")]
    [InlineData("bare-paid")]
    [InlineData("declined-captured")]
    [InlineData("null")]
    [InlineData("throw")]
    [InlineData("hang")]
    [InlineData("block")]
    public async Task A_query_that_misbehaves_decides_nothing(string how)
    {
        await using var host = await RogueHost.StartAsync();
        (await host.PayAsync("pay=network query=" + how)).State.Should().Be(PaymentState.InDoubt);
        host.Report.Mistakes.Should().Be(1);
    }

    [Theory]
    [InlineData("refund=undefined", RefundState.InDoubt)]
    [InlineData("refund=failed-refunded", RefundState.InDoubt)]
    [InlineData("refund=throw", RefundState.InDoubt)]
    [InlineData("refund=null", RefundState.InDoubt)]
    [InlineData("refund=flipped", RefundState.Suspense)]
    [InlineData("prepare=throw", RefundState.Succeeded)]
    public async Task A_refund_that_misbehaves_is_never_called_failed(string how, RefundState state)
    {
        await using var host = await RogueHost.StartAsync();
        var order = await host.PayAsync();
        var answer = await host.Get<IRefundRouter>().RefundAsync(new()
        {
            PaymentId = order.Id,
            MerchantRefundNo = "f1",
            AmountMinor = 400,
            IdempotencyKey = "f1",
            Reason = how,
        });
        answer.Refund!.State.Should().Be(state);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("undefined")]
    [InlineData("null-event")]
    [InlineData("flood")]
    [InlineData("reply")]
    [InlineData("throw")]
    [InlineData("block")]
    public async Task A_notification_that_cannot_be_read_is_asked_for_again(string how)
    {
        await using var host = await RogueHost.StartAsync();
        var body = new InboundNotification(System.Text.Encoding.UTF8.GetBytes(how), new Dictionary<string, string>(), "");
        var answer = await host.Get<NotificationIntake>().ReceiveAsync("rogue", "r1", body);
        answer.Error!.Status.Should().Be(503);
        host.Report.Mistakes.Should().Be(1);
    }

    [Fact]
    public async Task A_plugin_that_disposes_of_the_client_it_was_lent_harms_itself_alone()
    {
        await using var host = await RogueHost.StartAsync();
        (await host.PayAsync("pay=swallow")).State.Should().Be(PaymentState.Succeeded);
        (await host.PayAsync(method: RogueHost.Good)).State.Should().Be(PaymentState.Succeeded);
    }
}
