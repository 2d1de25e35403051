namespace Router.Host.Serve;

/// <summary>appsettings.json beside the executable, appsettings.json of the current directory, environment, command line: the later wins.</summary>
internal static class HostConfiguration
{
    public static void Complete(ConfigurationManager configuration, IReadOnlyDictionary<string, string?> given)
    {
        var shipped = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).Sources[0];
        configuration.Sources.Insert(0, shipped);
        configuration.AddInMemoryCollection(given.Select(g => new KeyValuePair<string, string?>("Router:" + g.Key, g.Value)));
    }
}
