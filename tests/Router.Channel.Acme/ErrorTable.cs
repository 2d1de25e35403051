using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>What Acme's error codes prove. A code that is not here proves nothing: Unknown.</summary>
internal static class ErrorTable
{
    public const string NotFound = "NOT_FOUND";
    public const string AlreadyPaid = "ALREADY_PAID";

    /// <summary>Whose doing a refused pay is; null where the code does not prove that no money can move under the number.</summary>
    public static FaultBlame? Pay(string code) => code switch
    {
        "BUYER_REFUSED" => FaultBlame.Payer,
        "BAD_REQUEST" => FaultBlame.Request,
        "TOO_FREQUENT" => FaultBlame.Channel,
        "NOT_PERMITTED" or "BAD_SIGNATURE" => FaultBlame.Us,
        _ => null,
    };

    public static RefundOutcome Refund(string code) => code switch
    {
        "TOO_MUCH" or "WINDOW_OVER" => RefundOutcome.Failed,
        "BALANCE_TOO_LOW" or "TOO_FREQUENT" or "NOT_PERMITTED" or "BAD_SIGNATURE" => RefundOutcome.RetryLater,
        _ => RefundOutcome.Unknown,
    };

    public static FaultBlame RefundBlame(string code) => code switch
    {
        "TOO_MUCH" or "WINDOW_OVER" => FaultBlame.Request,
        "BALANCE_TOO_LOW" or "NOT_PERMITTED" or "BAD_SIGNATURE" => FaultBlame.Us,
        _ => FaultBlame.Channel,
    };
}
