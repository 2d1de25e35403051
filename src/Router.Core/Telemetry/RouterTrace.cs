using System.Diagnostics;
using Router.Abstractions;

namespace Router.Core.Telemetry;

/// <summary>
/// The spans: one around each call of a caller, one below it for each call to a channel. They hang on whatever span the caller has; without
/// a listener there are none.
/// </summary>
public static class RouterTrace
{
    public const string SourceName = "Router";
    public const string PaymentId = "router.payment.id";
    public const string AttemptNumber = "router.attempt.number";
    public const string ErrorCode = "router.error.code";
    public const string RawCode = "router.fault.raw_code";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>A span around one call of a caller: "router.payment.pay".</summary>
    /// <returns>Null where nobody listens, or a listener threw: what a listener throws reaches nobody.</returns>
    public static Activity? Payment(string operation)
    {
        try
        {
            return Source.StartActivity("router.payment." + operation);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Ends a span.</summary>
    public static void End(Activity? span)
    {
        try
        {
            span?.Dispose();
        }
        catch (Exception)
        {
            // The listener's own.
        }
    }

    /// <summary>Writes down a call to a channel that has ended.</summary>
    public static void Call(
        string operation, string number, string account, string outcome, ChannelFault? fault, DateTimeOffset began, DateTimeOffset ended)
    {
        if (!Source.HasListeners()) return;
        try
        {
            Write(operation, number, account, outcome, fault, began, ended);
        }
        catch (Exception)
        {
            // The listener's own: the call has ended, and its answer is owed.
        }
    }

    private static void Write(
        string operation, string number, string account, string outcome, ChannelFault? fault, DateTimeOffset began, DateTimeOffset ended)
    {
        using var span = Source.StartActivity("router.channel." + operation, ActivityKind.Client, default(ActivityContext), startTime: began);
        if (span is null) return;
        span.SetTag(Metrics.Account, account).SetTag(Metrics.Operation, operation).SetTag(Metrics.Outcome, outcome).SetTag(AttemptNumber, number);
        if (fault is not null) span.SetTag(Metrics.Blame, fault.Blame.ToString()).SetTag(RawCode, Cut(fault.RawCode));
        if (ErrorType.Of(outcome, fault) is { } error) span.SetTag(Metrics.ErrorType, error).SetStatus(ActivityStatusCode.Error, outcome);
        span.SetEndTime(ended.UtcDateTime);
    }

    private static string? Cut(string? text) => text is { Length: > 64 } ? text[..64] : text;
}
