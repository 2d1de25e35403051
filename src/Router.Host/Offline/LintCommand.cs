using System.CommandLine;
using Router.Host.Cli;
using Router.Rules;
using Router.Rules.Analysis;

namespace Router.Host.Offline;

/// <summary>`router rules lint`: everything that is wrong with a rule file, and with what stands around it.</summary>
internal static class LintCommand
{
    private static readonly Argument<string> s_file = new("FILE")
    {
        Description = "The rule file.",
        DefaultValueFactory = _ => "rules/default.json",
    };

    private static readonly Option<bool> s_noCatalog = new("--no-catalog")
    {
        Description = "Do not check the names of accounts, channels, tags and methods.",
    };

    private static readonly Option<bool> s_witness = new("--witness")
    {
        Description = "For every rule a payment that gets it, as a line of facts for rules eval, or why there is none.",
    };

    private static readonly Option<string> s_at = new("--at")
    {
        Description = "The instant at which rules count as expired, with an offset: 2026-01-01T00:00:00+08:00. Default: now.",
    };

    private static readonly Option<bool> s_errorsOnly = new("--errors-only") { Description = "Warnings leave the exit code 0." };

    public static Command Create()
    {
        var command = new Command("lint", "Check a rule file; exit code 1 if it has errors or warnings.")
        {
            s_file, RuleOptions.Registry, RuleOptions.Bins, RuleOptions.Accounts, RuleOptions.Plugins, RuleOptions.PluginsRoot, s_noCatalog, s_witness, s_at, s_errorsOnly,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var file = parsed.GetRequiredValue(s_file);
        var now = parsed.Instant(s_at) ?? TimeProvider.System.GetUtcNow();
        var json = RuleFiles.Read(file, "rule file");
        var told = new List<RuleDiagnostic>();
        var others = new List<string>();
        var facts = RuleFiles.Facts(file, parsed.GetValue(RuleOptions.Registry), told);
        var bins = facts is null ? null : RuleFiles.Bins(file, parsed.GetValue(RuleOptions.Bins), facts, told);
        var known = parsed.GetValue(s_noCatalog)
            ? RuleLoadContext.Unknown
            : LintCatalog.Read(parsed.GetValue(RuleOptions.Plugins), parsed.GetValue(RuleOptions.PluginsRoot), parsed.GetValue(RuleOptions.Accounts) ?? [], told, others);
        if (ReferenceEquals(known, RuleLoadContext.Unknown) && !parsed.GetValue(s_noCatalog))
            Console.Error.WriteLine("Names of accounts, channels, tags and methods were not checked: there is no plugins.json here. Name one with --plugins.");
        var loaded = RuleSetLoader.Load(file, json, facts, known);
        var options = new AnalysisOptions(now, parsed.GetValue(s_witness)) { Catalog = facts, Bins = bins, Known = known };
        var analysis = loaded.Value is { } set ? RuleSetAnalysis.Run(file, json, set, options) : null;
        told.AddRange(loaded.Diagnostics.Concat(analysis?.Diagnostics ?? []).OrderBy(d => d.Line).ThenBy(d => d.Column));

        var report = new LintReport(file, told, others, options.WithWitnesses ? analysis?.Reach ?? [] : null);
        if (parsed.WantsJson()) Output.Json(report.ToJson());
        else report.Write(Console.Out);
        return report.Errors > 0 || (report.Warnings > 0 && !parsed.GetValue(s_errorsOnly)) ? ExitCode.Failed : ExitCode.Ok;
    }
}
