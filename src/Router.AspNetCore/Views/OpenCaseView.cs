using Router.Core.Cases;

namespace Router.AspNetCore.Views;

/// <summary>A case with its order, and what can become of it.</summary>
internal sealed record OpenCaseView
{
    public string Code { get; init; } = Success.Code;
    public string Message { get; init; } = Success.Message;
    public required string PaymentId { get; init; }
    public required string Merchant { get; init; }
    public required string MerchantOrderNo { get; init; }
    public required string State { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }

    /// <summary>What the channel says that it took, where it said so.</summary>
    public long? CapturedAmount { get; init; }

    /// <summary>Of the refund that the case is about.</summary>
    public long? RefundAmount { get; init; }
    public string? RefundState { get; init; }
    public string? Account { get; init; }
    public string? ChannelTransactionId { get; init; }
    public required CaseView Case { get; init; }
    public required long AgeSeconds { get; init; }

    /// <summary>What people may decide about it now.</summary>
    public required IReadOnlyList<string> Decisions { get; init; }

    /// <summary>What the engine does next; "people": it waits for them.</summary>
    public required string Next { get; init; }
    public DateTimeOffset? NextAt { get; init; }

    public static OpenCaseView Of(CaseStanding standing, DateTimeOffset now)
    {
        var order = standing.Order;
        var attempt = order.FindAttempt(standing.Case.AttemptNumber) ?? (standing.Refund is { } refund ? order.FindAttempt(refund.AttemptNumber) : null);
        return new()
        {
            PaymentId = order.Id,
            Merchant = order.Terms.Merchant,
            MerchantOrderNo = order.Terms.MerchantOrderNo,
            State = Words.Lower(order.State),
            Amount = order.Terms.Amount.Minor,
            Currency = order.Terms.Amount.Currency.Code,
            CapturedAmount = attempt?.Captured?.Minor,
            RefundAmount = standing.Refund?.Amount.Minor,
            RefundState = standing.Refund is { } shown ? Words.Lower(shown.State) : null,
            Account = attempt?.AccountId,
            ChannelTransactionId = attempt?.ChannelTransactionId,
            Case = CaseView.Of(standing.Case, standing.Number),
            AgeSeconds = (long)((standing.Case.ResolvedAt ?? now) - standing.Case.OpenedAt).TotalSeconds,
            Decisions = [.. standing.Decisions.Select(Words.Camel)],
            Next = standing.Next,
            NextAt = standing.NextAt,
        };
    }
}
