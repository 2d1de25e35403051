namespace Router.TestKit.Compliance;

/// <summary>
/// What a provider's simulator does to one request. "Booked" faults carry the request out first and then spoil the answer; the others
/// do nothing with it.
/// </summary>
public enum WireFault
{
    /// <summary>The connection ends before the request is carried out.</summary>
    DropRequest,

    /// <summary>Booked; the connection ends before the answer.</summary>
    DropAnswer,

    /// <summary>Booked; no answer comes until the caller gives up.</summary>
    Stall,

    /// <summary>HTTP 500 with a page for people; not booked.</summary>
    ServerError,

    /// <summary>Booked; HTTP 502 with a page for people.</summary>
    ServerErrorAfterBooking,

    /// <summary>Booked; HTTP 200 with bytes that are no answer.</summary>
    Garbage,

    /// <summary>Booked; the first half of the answer, its headers as they were.</summary>
    Truncated,

    /// <summary>HTTP 302 to another host; not booked.</summary>
    Redirect,

    /// <summary>Booked; the answer is signed with a key that is not the provider's.</summary>
    BadSignature,

    /// <summary>Booked; the answer carries no signature.</summary>
    Unsigned,

    /// <summary>Booked; the answer of another payment or merchant, properly signed.</summary>
    OtherOrder,

    /// <summary>Authentic refusal with a code that no documentation lists; not booked.</summary>
    UnlistedCode,

    /// <summary>Authentic "too frequent"; not booked.</summary>
    TooFrequent,

    /// <summary>Authentic "our signature or permission is not good"; not booked.</summary>
    NotPermitted,

    /// <summary>Authentic "the payer cannot pay" (pay) after which nothing can be paid under the number, or "merchant balance too low" (refund); not booked.</summary>
    Refused,

    /// <summary>Booked; HTTP 200 and an answer that goes on for megabytes and never ends.</summary>
    Endless,
}
