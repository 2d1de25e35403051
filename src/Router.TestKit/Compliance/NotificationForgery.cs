namespace Router.TestKit.Compliance;

/// <summary>What is wrong with a notification that a simulator makes.</summary>
public enum NotificationForgery
{
    /// <summary>Nothing: as the provider sends it.</summary>
    None,

    /// <summary>Signed with a key that is not the provider's.</summary>
    WrongKey,

    /// <summary>The body was changed after signing: a greater amount.</summary>
    ChangedBody,

    /// <summary>No signature at all.</summary>
    Unsigned,

    /// <summary>Genuine and sent a day ago; where the scheme signs a time, it must be refused.</summary>
    Replayed,

    /// <summary>Genuine, for the other account of the fixture.</summary>
    OtherAccount,

    /// <summary>Properly signed, with another amount than was sent. It must be Verified with the amount it says, so that the engine notices.</summary>
    OtherAmount,
}
