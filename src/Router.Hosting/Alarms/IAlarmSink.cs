namespace Router.Hosting.Alarms;

/// <summary>
/// Takes alarms to people. Register any number: <c>services.AddSingleton&lt;IAlarmSink, YourSink&gt;()</c>. Each has a bounded queue and one call
/// at a time; one that throws is asked again with growing pauses, one that hangs is left behind after <see cref="AlarmSettings.Timeout"/>.
/// Neither harms a payment or another sink. It may see a notice twice, with the same <see cref="AlarmNotice.Id"/>.
/// </summary>
public interface IAlarmSink
{
    /// <summary>A short name for the log.</summary>
    string Name { get; }

    /// <summary>Delivers one notice; returning means that it was taken.</summary>
    /// <param name="notice">What there is to say.</param>
    /// <param name="cancellationToken">Set when the time is up.</param>
    Task SendAsync(AlarmNotice notice, CancellationToken cancellationToken);
}
