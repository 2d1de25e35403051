using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>
/// When a channel's "no such order" proves that an attempt can never be paid: only after it stopped being payable, after its call can no
/// longer be in flight, and after the channel's own grace. A page that the buyer has not opened does not exist at the channel either.
/// </summary>
public static class ConfirmedClose
{
    // Graces are added to what a plugin says; it may say the greatest time there is.
    private static readonly DateTimeOffset s_endOfTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool ByNotFound(Attempt attempt, MethodManifest? method, DateTimeOffset now) =>
        NotFoundCountsFrom(attempt, method) is { } from && now >= from;

    /// <returns>Null where not-found never proves anything: the action has no expiry of the channel's own, or the manifest does not name the method any more.</returns>
    public static DateTimeOffset? NotFoundCountsFrom(Attempt attempt, MethodManifest? method)
    {
        if (method is null or { ActionExpires: false }) return null;
        var flightEnds = attempt.Deadline + (method.InFlightGrace);
        var payableEnds = PayableEnds(attempt);
        return (payableEnds > flightEnds ? payableEnds : flightEnds) + (method.NotFoundGrace);
    }

    /// <summary>The last moment at which the buyer might still pay, as far as anybody said.</summary>
    public static DateTimeOffset PayableEnds(Attempt attempt)
    {
        var said = attempt.PayableUntil ?? attempt.ExpiresAt;
        var ends = attempt.Action?.ExpiresAt is { } action && action > said ? action : said;
        return ends < s_endOfTime ? ends : s_endOfTime;
    }
}
