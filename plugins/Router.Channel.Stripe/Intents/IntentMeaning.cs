namespace Router.Channel.Stripe.Intents;

/// <summary>What an intent's status means to us.</summary>
internal enum IntentMeaning
{
    /// <summary>Not in the table.</summary>
    Unlisted,

    /// <summary>Nobody has tried yet: the buyer's page may.</summary>
    Open,

    /// <summary>Refused, and it can be tried again.</summary>
    Refused,

    /// <summary>Made with a card and not confirmed.</summary>
    Unconfirmed,

    /// <summary>The buyer has to act: 3-D Secure.</summary>
    BuyerActs,

    /// <summary>Stripe works on it.</summary>
    Processing,

    /// <summary>Held, not captured.</summary>
    Held,

    /// <summary>Captured.</summary>
    Paid,

    /// <summary>Ended; it can never be paid.</summary>
    Closed,
}
