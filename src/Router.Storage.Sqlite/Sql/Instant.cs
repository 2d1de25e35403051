namespace Router.Storage.Sqlite.Sql;

/// <summary>Instants as stored: ticks of 100 nanoseconds since 1970, UTC, so that a column compares exactly as the order does.</summary>
internal static class Instant
{
    public static long ToStored(DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static long? ToStored(DateTimeOffset? time) => time is { } known ? ToStored(known) : null;

    public static DateTimeOffset FromStored(long stored) => new(stored + DateTimeOffset.UnixEpoch.UtcTicks, TimeSpan.Zero);
}
