using Microsoft.Extensions.Logging;

namespace Router.Storage.Sqlite;

internal static partial class StoreLog
{
    [LoggerMessage(4000, LogLevel.Information, "Order store {Path} is open: SQLite {Version}, schema {Schema}.")]
    public static partial void Opened(ILogger logger, string path, string version, int schema);

    [LoggerMessage(4010, LogLevel.Error, "{Count} commits could not be written; their callers have been told that the outcome is unknown.")]
    public static partial void WriteFailed(ILogger logger, Exception error, int count);

    [LoggerMessage(4011, LogLevel.Error, "The failed transaction could not be rolled back.")]
    public static partial void RollbackFailed(ILogger logger, Exception error);

    [LoggerMessage(4012, LogLevel.Warning, "{Count} channel exchanges were lost; the commits beside them are written without them.")]
    public static partial void ExchangesLost(ILogger logger, Exception error, int count);

    [LoggerMessage(4013, LogLevel.Warning, "The exchange of {Number} was dropped: the disk cannot keep up.")]
    public static partial void ExchangeDropped(ILogger logger, string number);
}
