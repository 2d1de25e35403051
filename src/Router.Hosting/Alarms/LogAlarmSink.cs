using Microsoft.Extensions.Logging;
using Router.Core.Alarms;

namespace Router.Hosting.Alarms;

/// <summary>Writes alarms to the log.</summary>
internal sealed class LogAlarmSink(ILogger<LogAlarmSink> log) : IAlarmSink
{
    public string Name => "log";

    public Task SendAsync(AlarmNotice notice, CancellationToken cancellationToken)
    {
        var alarm = notice.Alarm;
        if (notice.News == AlarmNews.Resolved) HostLog.AlarmResolved(log, alarm.Kind.Code, alarm.Kind.Name, alarm.Subject, alarm.FirstSeen, alarm.Count);
        else if (alarm.Kind.Severity == AlarmSeverity.Critical) HostLog.AlarmCritical(log, alarm.Kind.Code, alarm.Kind.Name, alarm.Subject, alarm.Reason, alarm.Count, alarm.FirstSeen, alarm.Runbook);
        else HostLog.AlarmWarning(log, alarm.Kind.Code, alarm.Kind.Name, alarm.Subject, alarm.Reason, alarm.Count, alarm.FirstSeen, alarm.Runbook);
        return Task.CompletedTask;
    }
}
