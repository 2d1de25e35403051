namespace Router.Core.Alarms;

public enum AlarmSeverity
{
    /// <summary>Somebody should look today.</summary>
    Warning,

    /// <summary>Somebody must look now: money hangs on it, or payments cannot be taken.</summary>
    Critical,
}
