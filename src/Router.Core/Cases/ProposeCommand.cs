using Router.Core.Orders;

namespace Router.Core.Cases;

/// <summary>One operator proposes how a case ends. It changes nothing until another approves it.</summary>
public sealed record ProposeCommand
{
    public required string PaymentId { get; init; }

    /// <summary>The case's place on its order, from 1.</summary>
    public required int CaseNumber { get; init; }
    public required CaseDecision Decision { get; init; }

    /// <summary>1–200 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>What was seen and where it can be seen again; 1–2000 characters.</summary>
    public required string Evidence { get; init; }

    /// <summary>The channel's id of the capture or refund; at most 128 characters.</summary>
    public string? TransactionId { get; init; }

    /// <summary>For NotPaid where the buyer can still pay, because the action has no expiry at the channel: he who proposes knows it.</summary>
    public bool KnowsStillPayable { get; init; }
    public required Operator By { get; init; }
}
