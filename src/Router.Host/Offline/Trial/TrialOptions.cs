using System.CommandLine;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Routing;
using Router.Host.Cli;
using Router.Rules;

namespace Router.Host.Offline.Trial;

/// <summary>What `rules simulate` and `rules backtest` have in common: where facts, accounts and channels are described, and the seed.</summary>
internal static class TrialOptions
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

    public static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "The same seed gives the same draws.",
        DefaultValueFactory = _ => 42,
    };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Registry, Bins, Accounts, Plugins, PluginsRoot, Seed }) command.Add(option);
    }

    /// <summary>Everything that a plan is made from, by the files alone; what is wrong with them goes to standard error and ends the command.</summary>
    public static RouterSnapshot Read(ParseResult parsed, string rulesFile)
    {
        var told = new List<RuleDiagnostic>();
        var facts = RuleFiles.Facts(rulesFile, parsed.GetValue(Registry), told);
        var bins = facts is null ? null : RuleFiles.Bins(rulesFile, parsed.GetValue(Bins), facts, told);
        var catalog = LintCatalog.ReadCatalog(parsed.GetValue(Plugins), parsed.GetValue(PluginsRoot), parsed.GetValue(Accounts) ?? [], told, out var why)
            ?? throw CliException.Misuse($"The accounts cannot be read: {why}.");
        var rules = RuleSetLoader.Load(rulesFile, RuleFiles.Read(rulesFile, "rule file"), facts, LintCatalog.Known(catalog));
        told.AddRange(rules.Diagnostics);
        RuleFiles.StopAtErrors(told);
        return new RouterSnapshot(rules.Value!, facts!, bins, catalog, HealthView.Empty);
    }
}
