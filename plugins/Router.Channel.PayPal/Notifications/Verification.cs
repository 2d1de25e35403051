using Router.Abstractions;

namespace Router.Channel.PayPal.Notifications;

/// <summary>Whether a notification's signature holds, and why not.</summary>
internal sealed record Verification(NotificationVerdict Verdict, string Reason = "")
{
    public static readonly Verification Good = new(NotificationVerdict.Verified);

    public static Verification Bad(string reason) => new(NotificationVerdict.Rejected, reason);

    public static Verification NoKey(string reason) => new(NotificationVerdict.KeyUnavailable, reason);
}
