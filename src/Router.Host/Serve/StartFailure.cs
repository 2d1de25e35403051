using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Router.Host.Cli;
using Router.Hosting;
using Router.Storage.Sqlite;

namespace Router.Host.Serve;

/// <summary>Why the router did not start, for the person at the terminal: what, where, what to do.</summary>
internal static class StartFailure
{
    /// <returns>Null where it is a defect of ours, whose stack trace is wanted.</returns>
    public static string? Explain(Exception error) => error switch
    {
        CliException or RouterConfigurationException or SqliteStoreException => error.Message,
        IOException { InnerException: AddressInUseException } => $"{error.Message} Stop what listens there, or choose another with --port.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "The port may not be opened by this user: choose one above 1023 with --port.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "This machine has no such address: mend --urls.",
        InvalidDataException or FormatException => $"The settings cannot be read: {error.Message} {error.InnerException?.Message}".TrimEnd() + " Mend appsettings.json.",
        IOException or UnauthorizedAccessException => $"{error.Message} Check that the file is there, its rights, and the space on its disk.",
        AggregateException { InnerExceptions: [var only] } => Explain(only),
        _ => null,
    };
}
