using Microsoft.Extensions.Logging;
using Router.Core.Health;

namespace Router.Hosting.Background;

/// <summary>Writes every change of health to the log with its reason.</summary>
internal sealed class HealthEventLog(ILogger<HealthModel> log)
{
    public void Write(HealthEvent told) =>
        HostLog.Health(log, $"{told.Kind} {told.AccountId} {told.Segment}: {told.Before} -> {told.After} ({told.Reason})");
}
