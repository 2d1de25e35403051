namespace Router.Hosting.Alarms;

/// <summary>Something to say about an alarm.</summary>
/// <param name="Id">Stable over repeats of the delivery.</param>
/// <param name="News">What happened to it.</param>
/// <param name="At">When.</param>
/// <param name="Alarm">The alarm.</param>
public sealed record AlarmNotice(string Id, AlarmNews News, DateTimeOffset At, Alarm Alarm);

/// <summary>What happened to an alarm.</summary>
public enum AlarmNews
{
    /// <summary>It was not open before.</summary>
    Raised,

    /// <summary>It is still open and nobody has acknowledged it.</summary>
    Repeated,

    /// <summary>It is over.</summary>
    Resolved,
}
