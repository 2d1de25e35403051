using System.Text;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Core.Refunds;

namespace Router.Hosting.Tests.Accounts;

/// What an account may still do in each of its states.
public sealed class AccountStateTests
{
    [Theory]
    [InlineData("active", true, true)]
    [InlineData("testing", false, true)]
    [InlineData("noNewPayments", false, false)]
    [InlineData("retired", false, false)]
    public async Task New_payments_are_taken_by_state_and_old_ones_are_refunded_and_notified_in_every_state(string state, bool takes, bool takesNamed)
    {
        await using var host = await CertifiedHost.StartAsync("2027-01-01");
        var paid = await host.PayAsync();
        host.WriteAccount(state);
        await host.ReloadAsync();

        (await host.AskAsync()).Payment!.State.Should().Be(takes ? PaymentState.Succeeded : PaymentState.Failed);
        var named = await host.AskAsync("c1");
        if (takesNamed) named.Payment!.State.Should().Be(PaymentState.Succeeded);
        else named.Error!.Message.Should().Be("Account 'c1' takes no new payments.");
        var refund = await host.Get<IRefundRouter>().RefundAsync(new() { PaymentId = paid.Id, MerchantRefundNo = "f1", AmountMinor = 400, IdempotencyKey = "f1" });
        refund.Refund!.State.Should().Be(RefundState.Succeeded);
        (await NotifyAsync(host, $"20270101 {paid.Attempts[0].Number}")).Error.Should().BeNull("it is verified and acknowledged");
        (await NotifyAsync(host, $"20990101 {paid.Attempts[0].Number}")).Error.Should().NotBeNull("it is verified, not waved through");
    }

    private static Task<NotificationAnswer> NotifyAsync(CertifiedHost host, string body) => host.Get<NotificationIntake>()
        .ReceiveAsync("certified", "c1", new(Encoding.UTF8.GetBytes(body), new Dictionary<string, string>(), ""));
}
