namespace Router.Core.Alarms;

/// <summary>What an alarm is about. Names and codes are stable; docs/runbooks has a page for each name.</summary>
/// <param name="Name">A word for programs: "breaker-open".</param>
/// <param name="Code">Its number among the diagnostics.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="EndsByItself">True where the engine sees that it is over; otherwise an acknowledgement ends it.</param>
public sealed record AlarmKind(string Name, string Code, AlarmSeverity Severity, string Meaning, bool EndsByItself = true);
