using Microsoft.Extensions.Logging.Console;

namespace Router.Host.Serve;

internal static class HostLogging
{
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration, bool json, StartupState startup)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddFilter<ConsoleLoggerProvider>((category, level) => category is null
            || !category.StartsWith("Microsoft.", StringComparison.Ordinal)
            || (level >= LogLevel.Warning && startup.HasStarted));
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
