namespace Router.Host.Serve;

internal static class HostLogging
{
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration, bool json, StartupState startup)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        // For this category and not for the console: a rule that names a provider would beat every level that the settings name.
        logging.AddFilter("Microsoft", level => level >= LogLevel.Warning && startup.HasStarted);
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
