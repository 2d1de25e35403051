using Microsoft.Extensions.Logging;

namespace Router.Hosting;

internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Diagnostic}")]
    public static partial void Plugin(ILogger logger, string diagnostic);

    [LoggerMessage(2, LogLevel.Information, "{Event}")]
    public static partial void Health(ILogger logger, string @event);

    [LoggerMessage(3, LogLevel.Error, "Background work '{Work}' failed and goes on: {Message}")]
    public static partial void Background(ILogger logger, string work, string message);

    [LoggerMessage(4, LogLevel.Warning, "A reload was refused; what was loaded last stays in force. {Problem}")]
    public static partial void ReloadRefused(ILogger logger, string problem);

    [LoggerMessage(5, LogLevel.Information, "Loaded: rules {Rules}, {Accounts} accounts, {Channels} channels.")]
    public static partial void Loaded(ILogger logger, string rules, int accounts, int channels);

    [LoggerMessage(6, LogLevel.Warning, "Stopping after {Timeout} with {Count} calls still in flight; recovery finishes them after the next start.")]
    public static partial void StillInFlight(ILogger logger, TimeSpan timeout, int count);

    [LoggerMessage(7, LogLevel.Warning, "A message to {Url} was not taken: {Error}")]
    public static partial void NotDelivered(ILogger logger, string url, string error);

    [LoggerMessage(8, LogLevel.Information, "Made a new key and wrote it to {Path}.")]
    public static partial void KeyMade(ILogger logger, string path);

    [LoggerMessage(9, LogLevel.Warning, "A line of {Path} is not 'name sha256'; it opens nothing.")]
    public static partial void OperatorLine(ILogger logger, string path);

    [LoggerMessage(10, LogLevel.Error, "ALARM case {Kind} is open since {OpenedAt}: payment {PaymentId}, attempt {Attempt}: {Detail}")]
    public static partial void OldCase(ILogger logger, string kind, DateTimeOffset openedAt, string paymentId, string attempt, string detail);

    [LoggerMessage(11, LogLevel.Error, "ALARM account {Account} was removed by {By} ({Reason}): it strands {Payments} open payments, {Refunds} open refunds and {Captures} refundable captures.")]
    public static partial void Removed(ILogger logger, string account, string by, string reason, long payments, long refunds, long captures);

    [LoggerMessage(20, LogLevel.Information, "Operator {By}: {Act} {About}: {Before} -> {After} ({Reason})")]
    public static partial void Audit(ILogger logger, string by, string act, string about, string before, string after, string reason);

    [LoggerMessage(21, LogLevel.Error, "The audit page '{Document}' in the store cannot be read and is left out: {Message}")]
    public static partial void AuditUnreadable(ILogger logger, string document, string message);
}
