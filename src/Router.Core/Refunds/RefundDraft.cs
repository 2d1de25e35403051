using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Payments;

namespace Router.Core.Refunds;

/// <summary>A refund order as it is first stored: already marked as sending where its channel can be asked at once.</summary>
internal static class RefundDraft
{
    public static async Task<RefundOrder> MakeAsync(
        PaymentOrder payment, Attempt attempt, string merchantRefundNo, Money amount, Money sent, string? reason, MerchantAccount? account,
        IChannelDirectory channels, ChannelCaller caller, IdSource ids, DateTimeOffset now, TimeSpan timeout, EngineSettings settings)
    {
        var draft = new RefundOrder
        {
            Id = ids.New("ref_"),
            PaymentId = payment.Id,
            Merchant = payment.Terms.Merchant,
            MerchantRefundNo = merchantRefundNo,
            RefundNumber = ids.New("r"),
            State = RefundState.Created,
            Amount = amount,
            SentAmount = sent,
            Reason = reason,
            AttemptNumber = attempt.Number,
            AccountId = attempt.AccountId,
            ChannelId = attempt.ChannelId,
            RequestTime = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
            ChannelState = ChannelState.Empty,
            CreatedAt = now,
            IsSending = true,
            SendCount = 1,
            Fence = 1,
            Deadline = now + timeout,
            DueAt = now + timeout + TimeSpan.FromSeconds(1),
            NotifyUrl = settings.NotifyUrl(attempt.ChannelId, attempt.AccountId),
        };
        return draft with { ChannelState = await PreparedAsync(payment, draft, account, channels, caller) };
    }

    // A plugin that cannot prepare now is asked without a state; its answer to the call itself decides.
    private static async Task<ChannelState> PreparedAsync(
        PaymentOrder payment, RefundOrder draft, MerchantAccount? account, IChannelDirectory channels, ChannelCaller caller)
    {
        if (account is null || channels.TryLease(account, out _) is not { } lease) return ChannelState.Empty;
        var request = RefundWork.Request(payment, draft);
        var prepared = await caller.PrepareAsync(lease, null, channel => channel.PrepareRefund(request));
        if (prepared.HasReturned) lease.Dispose();
        return prepared.HasReturned ? prepared.Answer! : ChannelState.Empty;
    }
}
