using Router.Core.Orders;

namespace Router.AspNetCore.Views;

/// <summary>A payment as its merchant sees it.</summary>
internal sealed record PaymentView
{
    public string Code { get; init; } = Success.Code;
    public string Message { get; init; } = Success.Message;
    public required string PaymentId { get; init; }
    public required string Merchant { get; init; }
    public required string MerchantOrderNo { get; init; }
    public required string State { get; init; }
    public ReasonView? Reason { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }

    /// <summary>What the channel was asked for, where that differs.</summary>
    public long? SentAmount { get; init; }
    public required long RefundedAmount { get; init; }

    /// <summary>Of the attempt that paid, else of the live one, else of the last.</summary>
    public string? Method { get; init; }
    public string? Account { get; init; }
    public string? Attempt { get; init; }
    public string? ChannelTransactionId { get; init; }
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>Only while it can be used.</summary>
    public ActionView? Action { get; init; }
    public DateTimeOffset? PayableUntil { get; init; }

    /// <summary>True where POST …/continue is the next step.</summary>
    public bool? ReadyToContinue { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public required IReadOnlyList<AttemptView> Attempts { get; init; }
    public required bool Replayed { get; init; }

    public static PaymentView Of(PaymentOrder order, bool replayed = false)
    {
        var live = order.IsFinal ? null : order.LiveAttempt;
        var shown = order.WinningAttempt is { } winner ? order.FindAttempt(winner) : live ?? (order.Attempts.Count == 0 ? null : order.Attempts[^1]);
        return new()
        {
            PaymentId = order.Id,
            Merchant = order.Terms.Merchant,
            MerchantOrderNo = order.Terms.MerchantOrderNo,
            State = Words.Lower(order.State),
            Reason = ReasonView.Of(order.ReasonCode, order.ReasonText),
            Amount = order.Terms.Amount.Minor,
            Currency = order.Terms.Amount.Currency.Code,
            SentAmount = shown is not null && shown.SentAmount != order.Terms.Amount ? shown.SentAmount.Minor : null,
            RefundedAmount = order.RefundedMinor,
            Method = shown?.Method,
            Account = shown?.AccountId,
            Attempt = shown?.Number,
            ChannelTransactionId = shown?.ChannelTransactionId,
            PaidAt = shown?.PaidAt,
            Action = ActionView.Of(live?.Action),
            PayableUntil = live?.PayableUntil,
            ReadyToContinue = live is { ReadyToContinue: true } ? true : null,
            CreatedAt = order.CreatedAt,
            ExpiresAt = order.ExpiresAt,
            FinishedAt = order.FinishedAt,
            Attempts = [.. order.Attempts.Select(AttemptView.Of)],
            Replayed = replayed,
        };
    }
}
