using Microsoft.Extensions.Logging.Console;

namespace Router.Host.Serve;

internal static class HostLogging
{
    public const int QueueLength = 4096;

    public static void Configure(ILoggingBuilder logging, IConfiguration configuration, bool json, StartupState startup)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        // For this category and not for the console: a rule that names a provider would beat every level that the settings name.
        logging.AddFilter("Microsoft", level => level >= LogLevel.Warning && startup.HasStarted);

        // The console is everybody's: a plugin, or a pipe that nobody reads, can hold it up for ever. Then lines are lost, and told of, and
        // whoever writes one goes on.
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = QueueLength;
        });
        if (json)
        {
            logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
            return;
        }

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
    }
}
