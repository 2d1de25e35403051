namespace Router.Core.Orders;

/// <summary>What people may say about a case. Which of them a case takes depends on its kind and on what has become of it.</summary>
public enum CaseDecision
{
    /// <summary>The channel's own books show this capture, in the amount sent.</summary>
    Paid,

    /// <summary>The channel's own books show that no money was taken and that none can be any more.</summary>
    NotPaid,

    /// <summary>The order cannot use what was captured: the engine gives it back.</summary>
    Refund,

    /// <summary>The channel's own books show that the refund was made, in the amount sent.</summary>
    Refunded,

    /// <summary>The channel's own books show that the refund was not made and never will be.</summary>
    NotRefunded,

    /// <summary>It has been settled with the channel outside of the engine, which does nothing more.</summary>
    SettledOutside,
}

/// <summary>One operator's proposal, and the other's approval. Kept on the order for good.</summary>
/// <param name="Decision">What he proposes.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">What he saw, and where it can be seen again.</param>
/// <param name="TransactionId">The channel's id of the capture or refund; null: the one known already, or none.</param>
/// <param name="By">The operator's name.</param>
/// <param name="At">When.</param>
/// <param name="ApprovedBy">The other operator's name; null: not approved.</param>
/// <param name="ApprovedAt">When.</param>
/// <param name="Seen">How the case stood when it was proposed: approved only while it stands like that.</param>
public sealed record CaseProposal(
    CaseDecision Decision, string Reason, string Evidence, string? TransactionId, string By, DateTimeOffset At, string? ApprovedBy = null,
    DateTimeOffset? ApprovedAt = null, string? Seen = null);
