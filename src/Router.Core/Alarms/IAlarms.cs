namespace Router.Core.Alarms;

/// <summary>
/// Where the engine says that people must look. Thread-safe; never waits and never throws: an alarm may not harm a payment. Raising what
/// is open already only counts it.
/// </summary>
public interface IAlarms
{
    /// <param name="kind">What it is about.</param>
    /// <param name="subject">Which account, payment or plugin; with the kind it names the alarm.</param>
    /// <param name="reason">What was seen.</param>
    void Raise(AlarmKind kind, string subject, string reason);

    /// <summary>It is over; nothing where it was not open.</summary>
    void Resolve(AlarmKind kind, string subject);
}
