using Router.Core.Orders;
using Router.Core.Payments;

namespace Router.Core.Cases;

/// <summary>Who asks.</summary>
/// <param name="Name">As it is written down.</param>
/// <param name="IsPerson">False for the shared key, which names nobody.</param>
public sealed record Operator(string Name, bool IsPerson);

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
    public required Operator By { get; init; }
}

/// <summary>Another operator approves the proposal that he has read.</summary>
/// <param name="PaymentId">The order.</param>
/// <param name="CaseNumber">The case's place on its order, from 1.</param>
/// <param name="Proposal">The proposal's place on the case, from 1: it must be the last.</param>
/// <param name="By">Who.</param>
public sealed record ApproveCommand(string PaymentId, int CaseNumber, int Proposal, Operator By);

/// <summary>A case as it stands, or why something asked was not done.</summary>
/// <param name="Case">The case; null with an error.</param>
/// <param name="Error">Null where it was done.</param>
public sealed record CaseAnswer(CaseStanding? Case, RouterError? Error);

/// <summary>A case with its order, and what can become of it.</summary>
/// <param name="Order">Its order.</param>
/// <param name="Number">Its place on the order, from 1.</param>
/// <param name="Refund">The refund it is about; null: none.</param>
/// <param name="Decisions">What people may decide about it now.</param>
/// <param name="Next">What the engine does next: "query", "close", "refund", …; "people" where it waits for them, "none" where it is answered.</param>
/// <param name="NextAt">When; null: never by itself.</param>
public sealed record CaseStanding(
    PaymentOrder Order, int Number, RefundOrder? Refund, IReadOnlyList<CaseDecision> Decisions, string Next, DateTimeOffset? NextAt)
{
    public SuspenseCase Case => Order.Cases[Number - 1];
}
