using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Payments.Validation;
using Router.Core.Store;

namespace Router.Core.Refunds;

/// <summary>Checks a refund, holds its amount in the commit that stores it, and sends it.</summary>
public sealed class RefundRouter(
    IOrderStore store, OrderWriter orders, RefundWork work, ISnapshotSource snapshots, IChannelDirectory channels, InFlight inFlight,
    IdSource ids, EngineSettings settings) : IRefundRouter
{
    private const int MaxConflicts = 16;

    public async Task<RefundAnswer> RefundAsync(RefundCommand command, CancellationToken cancellationToken = default)
    {
        using var place = inFlight.TryEnter(CallKind.Refund, out var refused);
        if (refused is not null) return RefundAnswer.Refused(refused);
        if (Check(command) is { } error) return RefundAnswer.Refused(error);
        try
        {
            for (var conflicts = 0; conflicts < MaxConflicts; conflicts++)
            {
                if (await TryCreateAsync(command) is not { } created) continue;
                return created.Error is not null || created.IsReplay ? created : RefundAnswer.Of(await work.CallAsync(created.Refund!));
            }

            return RefundAnswer.Refused(RouterError.Busy());
        }
        catch (StoreUnavailableException exception)
        {
            return RefundAnswer.Refused(RouterError.StoreUnavailable(exception.Message));
        }
    }

    public async Task<RefundAnswer> QueryAsync(string refundId, bool askChannel = false, CancellationToken cancellationToken = default)
    {
        using var place = inFlight.TryEnter(CallKind.LookUp, out var refused);
        if (refused is not null) return RefundAnswer.Refused(refused);
        try
        {
            if (await store.FindRefundAsync(refundId) is not { } refund) return RefundAnswer.Refused(RouterError.RefundNotFound(refundId));
            if (askChannel && refund is { IsFinal: false, IsSending: false, SendCount: > 0 }) refund = await work.QueryAsync(refund);
            return RefundAnswer.Of(refund);
        }
        catch (StoreUnavailableException exception)
        {
            return RefundAnswer.Refused(RouterError.StoreUnavailable(exception.Message));
        }
    }

    /// <returns>Null after a conflict: try again.</returns>
    private async Task<RefundAnswer?> TryCreateAsync(RefundCommand command)
    {
        if (await store.FindPaymentAsync(command.PaymentId) is not { } payment) return RefundAnswer.Refused(RouterError.PaymentNotFound(command.PaymentId));
        var key = "refund:" + command.IdempotencyKey;
        var fingerprint = Fingerprint.Hash($"{command.PaymentId}|{command.MerchantRefundNo}|{command.AmountMinor}|{command.Reason}");
        if (await store.FindIdempotencyAsync(payment.Terms.Merchant, key) is { } row)
        {
            if (row.Fingerprint != fingerprint) return RefundAnswer.Refused(RouterError.KeyReused());
            return await store.FindRefundAsync(row.OrderId) is { } earlier ? RefundAnswer.Of(earlier, replay: true) : RefundAnswer.Refused(RouterError.RefundNotFound(row.OrderId));
        }

        if (await store.FindRefundByMerchantNoAsync(payment.Terms.Merchant, command.MerchantRefundNo) is { } taken)
            return RefundAnswer.Refused(RouterError.RefundNumberTaken(taken.Id));
        if (RefundRules.Refusal(payment, command.AmountMinor, snapshots.Current.Catalog, orders.Now) is { } refused) return RefundAnswer.Refused(refused);

        var refund = await DraftAsync(payment, payment.FindAttempt(payment.WinningAttempt!)!, command);
        var held = orders.Completed(payment with { RefundHeldMinor = payment.RefundHeldMinor + command.AmountMinor, RefundCount = payment.RefundCount + 1 });
        var commit = new OrderCommit
        {
            Payment = new(held, payment.Version),
            Refund = new(refund, 0),
            Idempotency = new(payment.Terms.Merchant, key, fingerprint, refund.Id, refund.CreatedAt),
        };
        return await store.CommitAsync(commit) == CommitResult.Committed ? RefundAnswer.Of(refund with { Version = 1 }) : null;
    }

    private Task<RefundOrder> DraftAsync(PaymentOrder payment, Attempt attempt, RefundCommand command)
    {
        var account = snapshots.Current.Catalog.FindAccount(attempt.AccountId);
        var oneCent = attempt.SentAmount != payment.Terms.Amount;
        var amount = payment.Terms.Amount with { Minor = command.AmountMinor };
        return RefundDraft.MakeAsync(
            payment, attempt, command.MerchantRefundNo, amount, oneCent ? attempt.SentAmount : amount, command.Reason, account, channels, work.Caller, ids, orders.Now,
            snapshots.Current.Catalog.FindChannel(attempt.ChannelId)?.CallTimeout ?? TimeSpan.FromSeconds(10), settings);
    }

    private static RouterError? Check(RefundCommand command)
    {
        if (command.IdempotencyKey is not { Length: > 0 }) return RouterError.NoKey();
        if (command.IdempotencyKey.Length > 64 || command.IdempotencyKey.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return RouterError.Invalid("Idempotency-Key", "Idempotency-Key must be 1 to 64 printable ASCII characters without blanks.");
        if (NumberValidator.CheckNumber("merchantRefundNo", command.MerchantRefundNo) is { } number) return number;
        if (command.MerchantRefundNo.StartsWith("orphan:", StringComparison.Ordinal))
            return RouterError.Invalid("merchantRefundNo", "merchantRefundNo may not begin with orphan:, which names the engine's own refunds.");
        if (command.AmountMinor is <= 0 or > AmountValidator.MaxMinor)
            return RouterError.Invalid("amount", $"amount is {command.AmountMinor}; write a whole number of minor units above zero.");
        return command.Reason is { Length: > 80 } ? RouterError.Invalid("reason", "reason has more than 80 characters.") : null;
    }
}
