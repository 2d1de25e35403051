using System.CommandLine;

namespace Router.Host.Offline;

/// <summary>Where the files around a rule file are: the same for every verb that reads one.</summary>
internal static class RuleOptions
{
    public static readonly Option<string> Registry = new("--facts-file")
    {
        Description = "The registries of facts. Default: facts.json beside the rule file, if there is one.",
    };

    public static readonly Option<string> Bins = new("--bins")
    {
        Description = "The BIN table. Default: bins.csv beside the rule file, if there is one.",
    };

    public static readonly Option<string[]> Accounts = new("--accounts")
    {
        Description = "Files of merchant accounts. Default: those that plugins.json names.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static readonly Option<string> Plugins = new("--plugins")
    {
        Description = "The plugin list. Default: plugins.json in the current directory.",
    };

    public static readonly Option<string> PluginsRoot = new("--plugins-root")
    {
        Description = "The folder that plugin folders are relative to. Default: plugins beside the executable.",
    };
}
