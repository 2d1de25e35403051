namespace Router.Core.Payments;

/// <summary>What recovery does with an order now.</summary>
public enum RecoveryAction
{
    /// <summary>Nothing before <see cref="RecoveryStep.At"/>; null there: never.</summary>
    Wait,

    /// <summary>Asks the channel what has become of the attempt.</summary>
    Query,

    /// <summary>Asks the channel to end the attempt.</summary>
    Close,

    /// <summary>Takes the second step of an approved attempt.</summary>
    Continue,

    /// <summary>The process that was sending has gone: the attempt's outcome is unknown.</summary>
    Abandon,

    /// <summary>Gives back a confirmed capture that its order cannot use.</summary>
    RefundOrphan,

    /// <summary>Ends an order that has no live attempt.</summary>
    End,

    /// <summary>Opens a case: nobody could find out.</summary>
    Suspend,
}

/// <param name="Action">What to do.</param>
/// <param name="AttemptNumber">The attempt it is about; empty for the order itself.</param>
/// <param name="At">For Wait: until when.</param>
public readonly record struct RecoveryStep(RecoveryAction Action, string AttemptNumber = "", DateTimeOffset? At = null)
{
    public static RecoveryStep WaitUntil(DateTimeOffset? at) => new(RecoveryAction.Wait, "", at);
}
