namespace Router.Hosting.Alarms;

/// <summary>How alarms are told.</summary>
public sealed record AlarmSettings
{
    /// <summary>Where they are posted, signed as messages to merchants are, with the key in <c>data/alarm.key</c>; null: only the log has them.</summary>
    public Uri? Url { get; init; }

    /// <summary>How long a sink may take; 1–60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When a critical alarm that nobody acknowledged is told again; 1 min–7 days.</summary>
    public TimeSpan RepeatCritical { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The same for a warning.</summary>
    public TimeSpan RepeatWarning { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What comes back within this time was never over, and nobody is told twice; 0–1 h.</summary>
    public TimeSpan SettleAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>An account that rests longer is an alarm; 10 s–1 day.</summary>
    public TimeSpan RestingLong { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An account that is demoted longer is an alarm; 10 s–1 day.</summary>
    public TimeSpan DemotedLong { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many may be open; 10–10000. Beyond it a kind has room for a fiftieth of that; of others only the log and a count know.</summary>
    public int MaxOpen { get; init; } = 1000;

    /// <summary>What stands before "breaker-open.md" in an alarm's link.</summary>
    public string Runbooks { get; init; } = "docs/runbooks/";

    internal IEnumerable<string> Problems()
    {
        if (Url is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))) yield return $"Alarms:Url is '{url}'; write an absolute http or https URL, or leave it out.";
        if (Outside(Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60))) yield return $"Alarms:Timeout is {Timeout}; write 1 to 60 seconds.";
        if (Outside(RepeatCritical, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7))) yield return $"Alarms:RepeatCritical is {RepeatCritical}; write 1 minute to 7 days.";
        if (Outside(RepeatWarning, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7))) yield return $"Alarms:RepeatWarning is {RepeatWarning}; write 1 minute to 7 days.";
        if (Outside(SettleAfter, TimeSpan.Zero, TimeSpan.FromHours(1))) yield return $"Alarms:SettleAfter is {SettleAfter}; write 0 to 1 hour.";
        if (Outside(RestingLong, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1))) yield return $"Alarms:RestingLong is {RestingLong}; write 10 seconds to 1 day.";
        if (Outside(DemotedLong, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1))) yield return $"Alarms:DemotedLong is {DemotedLong}; write 10 seconds to 1 day.";
        if (MaxOpen is < 10 or > 10_000) yield return $"Alarms:MaxOpen is {MaxOpen}; write 10 to 10000.";
        if (string.IsNullOrWhiteSpace(Runbooks)) yield return "Alarms:Runbooks is empty; write what stands before the name of a page, such as docs/runbooks/.";
    }

    private static bool Outside(TimeSpan value, TimeSpan least, TimeSpan most) => value < least || value > most;
}
