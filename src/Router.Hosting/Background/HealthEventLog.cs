using Microsoft.Extensions.Logging;
using Router.Core.Alarms;
using Router.Core.Health;

namespace Router.Hosting.Background;

/// <summary>Writes every change of health to the log with its reason, and raises an alarm for what may be over before anybody looks.</summary>
internal sealed class HealthEventLog(ILogger<HealthModel> log, IAlarms alarms)
{
    public void Write(HealthEvent told)
    {
        HostLog.Health(log, $"{told.Kind} {told.AccountId} {told.Segment}: {told.Before} -> {told.After} ({told.Reason})");
        var subject = $"{told.AccountId}/{told.Segment}";
        if (told.Kind == HealthEventKind.BreakerOpened) alarms.Raise(AlarmKinds.BreakerOpen, subject, told.Reason);
        if (told.Kind == HealthEventKind.Misconfigured) alarms.Raise(AlarmKinds.Misconfigured, told.AccountId, told.Reason);
        if (told.Kind == HealthEventKind.ActionShareLow) alarms.Raise(AlarmKinds.ActionShareLow, subject, $"{told.Reason}: {told.After}, usually {told.Before}");
    }
}
