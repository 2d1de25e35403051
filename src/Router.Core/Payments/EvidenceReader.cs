using Router.Abstractions;
using Router.Core.Channels;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>
/// Turns what a plugin answered into evidence. A plugin may lie, answer null or leave out what its outcome must carry: whatever does not
/// prove itself is Unknown.
/// </summary>
public static class EvidenceReader
{
    /// <summary>The answer itself where it keeps the contract, otherwise an Unknown that says how it did not.</summary>
    public static ChannelResult Check(ChannelResult? result) =>
        result is null ? Broken("it answered null") : AnswerCheck.Fault(result) is { } how ? Broken(how) : result;

    public static Evidence FromPay(Attempt attempt, ChannelResult result, EvidenceSource source, DateTimeOffset now) => new()
    {
        AttemptNumber = attempt.Number,
        Source = source,
        At = now,
        Kind = result.Outcome switch
        {
            PayOutcome.Succeeded => EvidenceKind.Captured,
            PayOutcome.Pending => EvidenceKind.Pending,
            PayOutcome.Declined => EvidenceKind.Declined,
            PayOutcome.NotSent or PayOutcome.Unsupported => EvidenceKind.NotSent,
            _ => EvidenceKind.Unknown,
        },
        Fault = result.Fault ?? (result.Outcome == PayOutcome.Unsupported
            ? new(FaultStage.BeforeSend, FaultBlame.Us, "unsupported", "the channel does not do this although its manifest says so")
            : null),
        Amount = result.Captured,
        TransactionId = result.ChannelTransactionId,
        PaidAt = result.PaidAt,
        Action = result.Action,
        PayableUntil = result.PayableUntil,
        NextQueryAt = result.NextQueryAt,
        MustClose = result.MustClose,
        ReadyToContinue = result.ReadyToContinue,
        State = result.State,
    };

    public static Evidence FromQuery(
        Attempt attempt, QueryResult? result, EvidenceSource source, MethodManifest? method, DateTimeOffset now, DateTimeOffset? askedAt = null)
    {
        var kind = result?.Status switch
        {
            AttemptStatus.Paid when Proves(result) => EvidenceKind.Captured,
            AttemptStatus.Pending => EvidenceKind.Pending,
            AttemptStatus.Declined => EvidenceKind.Declined,
            AttemptStatus.Closed => EvidenceKind.Closed,
            AttemptStatus.Reversed when Proves(result) => EvidenceKind.Reversed,
            AttemptStatus.NotFound => ConfirmedClose.ByNotFound(attempt, method, askedAt ?? now) ? EvidenceKind.Closed : EvidenceKind.NotFound,
            _ => EvidenceKind.Unknown,
        };
        return new()
        {
            AttemptNumber = attempt.Number,
            Source = source,
            At = now,
            AskedAt = askedAt,
            Kind = kind,
            Fault = result?.Fault,
            Amount = result?.Captured,
            TransactionId = result?.ChannelTransactionId,
            PaidAt = result?.PaidAt,
            Action = result?.Action,
            PayableUntil = result?.PayableUntil,
            NextQueryAt = result?.NextQueryAt,
            MustClose = result?.MustClose ?? false,
            ReadyToContinue = result?.ReadyToContinue ?? false,
            State = result?.State,
        };
    }

    public static Evidence FromClose(Attempt attempt, CloseResult? result, MethodManifest? method, DateTimeOffset now, DateTimeOffset? askedAt = null)
    {
        var kind = result?.Outcome switch
        {
            CloseOutcome.Closed => EvidenceKind.Closed,
            CloseOutcome.Reversed when result.Reversed is { Minor: > 0 } => EvidenceKind.Reversed,
            CloseOutcome.NotFound when ConfirmedClose.ByNotFound(attempt, method, askedAt ?? now) => EvidenceKind.Closed,
            _ => EvidenceKind.NotClosed,
        };
        return new()
        {
            AttemptNumber = attempt.Number,
            Source = EvidenceSource.CloseAnswer,
            At = now,
            AskedAt = askedAt,
            Kind = kind,
            Fault = result?.Fault,
            Amount = result?.Reversed,
            TransactionId = result?.ChannelTransactionId,
            State = result?.State,
            IsAnswered = result is { Outcome: not CloseOutcome.Unknown },
            ToldPaid = result is { Outcome: CloseOutcome.AlreadyPaid },
            RetryAt = kind == EvidenceKind.NotClosed ? RetryAt(attempt, result, method, now) : null,
        };
    }

    private static DateTimeOffset? RetryAt(Attempt attempt, CloseResult? result, MethodManifest? method, DateTimeOffset now) => result?.Outcome switch
    {
        CloseOutcome.Unsupported => null,
        CloseOutcome.TooEarly => now + Clamp(result.RetryAfter ?? TimeSpan.FromSeconds(30)),
        CloseOutcome.NotFound => ConfirmedClose.NotFoundCountsFrom(attempt, method),
        _ => now + Clamp(TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(attempt.CloseCount, 10)))),
    };

    private static TimeSpan Clamp(TimeSpan wait) =>
        wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : wait;

    private static bool Proves(QueryResult result) =>
        result is { Captured: { Minor: > 0, Currency.Code.Length: 3 }, ChannelTransactionId.Length: > 0 };

    private static ChannelResult Broken(string how) =>
        ChannelResult.Unknown(FaultStage.AfterSend, "contract", $"The plugin broke the contract: {how}.");
}
