using Microsoft.Extensions.Logging;
using Router.Core.Channels;
using Router.Hosting.Channels;

namespace Router.Hosting;

internal static partial class HostLog
{
    private const int ToldAlways = 10, ToldEvery = 100;

    // A plugin that breaks every call must not flood the log too.
    public static void Mistake(ILogger logger, ConductReport report)
    {
        if (report.Mistakes <= ToldAlways || report.Mistakes % ToldEvery == 0)
            Mistake(logger, report.ChannelId, report.Version, report.Mistakes, Redaction.Apply(report.Last ?? ""));
    }

    [LoggerMessage(17, LogLevel.Warning, "Plugin {Channel} {Version} made a mistake, its {Count}. since the start: {What}")]
    private static partial void Mistake(ILogger logger, string channel, string version, long count, string what);

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

    [LoggerMessage(11, LogLevel.Error, "ALARM {Code} {Kind} {Subject}: {Reason} Seen {Count} times since {FirstSeen}. See {Runbook}")]
    public static partial void AlarmCritical(ILogger logger, string code, string kind, string subject, string reason, long count, DateTimeOffset firstSeen, string runbook);

    [LoggerMessage(12, LogLevel.Warning, "ALARM {Code} {Kind} {Subject}: {Reason} Seen {Count} times since {FirstSeen}. See {Runbook}")]
    public static partial void AlarmWarning(ILogger logger, string code, string kind, string subject, string reason, long count, DateTimeOffset firstSeen, string runbook);

    [LoggerMessage(13, LogLevel.Information, "Alarm over: {Code} {Kind} {Subject}, seen {Count} times since {FirstSeen}.")]
    public static partial void AlarmResolved(ILogger logger, string code, string kind, string subject, DateTimeOffset firstSeen, long count);

    [LoggerMessage(14, LogLevel.Error, "ALARM {Kind} {Subject}: {Reason} It is not kept: Alarms:MaxOpen are open.")]
    public static partial void AlarmsFull(ILogger logger, string kind, string subject, string reason);

    [LoggerMessage(15, LogLevel.Warning, "Alarm sink {Sink} did not take {Kind} {Subject}: {Error}")]
    public static partial void AlarmNotTaken(ILogger logger, string sink, string kind, string subject, string error);

    [LoggerMessage(16, LogLevel.Error, "Alarm sink {Sink} was not told of {Kind} {Subject}, given up: {Error}")]
    public static partial void AlarmLost(ILogger logger, string sink, string kind, string subject, string error);

    [LoggerMessage(22, LogLevel.Error, "ALARM account {Account} was removed by {By} ({Reason}): it strands {Payments} open payments, {Refunds} open refunds and {Captures} refundable captures.")]
    public static partial void Removed(ILogger logger, string account, string by, string reason, long payments, long refunds, long captures);

    [LoggerMessage(20, LogLevel.Information, "Operator {By}: {Act} {About}: {Before} -> {After} ({Reason})")]
    public static partial void Audit(ILogger logger, string by, string act, string about, string before, string after, string reason);

    [LoggerMessage(21, LogLevel.Error, "The audit page '{Document}' in the store cannot be read and is left out: {Message}")]
    public static partial void AuditUnreadable(ILogger logger, string document, string message);
}
