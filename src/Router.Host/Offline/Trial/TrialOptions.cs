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
    public static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "The same seed gives the same draws.",
        DefaultValueFactory = _ => 42,
    };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { RuleOptions.Registry, RuleOptions.Bins, RuleOptions.Accounts, RuleOptions.Plugins, RuleOptions.PluginsRoot, Seed }) command.Add(option);
    }

    /// <summary>Everything that a plan is made from, by the files alone; what is wrong with them goes to standard error and ends the command.</summary>
    public static RouterSnapshot Read(ParseResult parsed, string rulesFile)
    {
        var told = new List<RuleDiagnostic>();
        var facts = RuleFiles.Facts(rulesFile, parsed.GetValue(RuleOptions.Registry), told);
        var bins = facts is null ? null : RuleFiles.Bins(rulesFile, parsed.GetValue(RuleOptions.Bins), facts, told);
        var catalog = LintCatalog.ReadCatalog(parsed.GetValue(RuleOptions.Plugins), parsed.GetValue(RuleOptions.PluginsRoot), parsed.GetValue(RuleOptions.Accounts) ?? [], told, out var why)
            ?? throw CliException.Misuse($"The accounts cannot be read: {why}.");
        var rules = RuleSetLoader.Load(rulesFile, RuleFiles.Read(rulesFile, "rule file"), facts, LintCatalog.Known(catalog));
        told.AddRange(rules.Diagnostics);
        RuleFiles.StopAtErrors(told);
        return new RouterSnapshot(rules.Value!, facts!, bins, catalog, HealthView.Empty);
    }
}
