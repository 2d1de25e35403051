using System.CommandLine;
using System.Text.Json.Nodes;
using Router.Host.Cli;
using Router.Rules;

namespace Router.Host.Offline;

/// <summary>`router rules lint`: everything that is wrong with a rule file, and with what stands around it.</summary>
internal static class LintCommand
{
    private static readonly Argument<string> s_file = new("FILE")
    {
        Description = "The rule file.",
        DefaultValueFactory = _ => "rules/default.json",
    };

    private static readonly Option<string> s_facts = new("--facts-file")
    {
        Description = "The registries of facts. Default: facts.json beside the rule file, if there is one.",
    };

    private static readonly Option<string[]> s_accounts = new("--accounts")
    {
        Description = "Files of merchant accounts. Default: those that plugins.json names.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> s_plugins = new("--plugins")
    {
        Description = "The plugin list. Default: plugins.json in the current directory, if there is one.",
    };

    private static readonly Option<string> s_root = new("--plugins-root")
    {
        Description = "The folder that plugin folders are relative to. Default: plugins beside the executable.",
    };

    private static readonly Option<bool> s_noCatalog = new("--no-catalog")
    {
        Description = "Do not check the names of accounts, channels, tags and methods.",
    };

    public static Command Create()
    {
        var command = new Command("lint", "Check a rule file; exit code 1 if it has errors. Warnings leave 0.")
        {
            s_file, s_facts, s_accounts, s_plugins, s_root, s_noCatalog,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var file = parsed.GetRequiredValue(s_file);
        var json = RuleFiles.Read(file, "rule file");
        var told = new List<RuleDiagnostic>();
        var others = new List<string>();
        var facts = RuleFiles.Facts(file, parsed.GetValue(s_facts), told);
        var known = parsed.GetValue(s_noCatalog)
            ? RuleLoadContext.Unknown
            : LintCatalog.Read(parsed.GetValue(s_plugins), parsed.GetValue(s_root), parsed.GetValue(s_accounts) ?? [], told, others);
        told.AddRange(RuleSetLoader.Load(file, json, facts, known).Diagnostics);

        var errors = told.Count(d => d.Severity == RuleSeverity.Error) + others.Count;
        var warnings = told.Count(d => d.Severity == RuleSeverity.Warning);
        if (parsed.WantsJson()) Output.Json(Answer(file, errors, warnings, told, others));
        else Write(file, errors, warnings, told, others);
        return errors == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Write(string file, int errors, int warnings, List<RuleDiagnostic> told, List<string> others)
    {
        foreach (var diagnostic in told) Console.Out.WriteLine(diagnostic);
        foreach (var other in others) Console.Out.WriteLine(other);
        Console.Out.WriteLine($"{file}: {errors} error{(errors == 1 ? "" : "s")}, {warnings} warning{(warnings == 1 ? "" : "s")}");
    }

    private static JsonObject Answer(string file, int errors, int warnings, List<RuleDiagnostic> told, List<string> others)
    {
        var diagnostics = new JsonArray();
        foreach (var diagnostic in told) diagnostics.Add((JsonNode)RuleDiagnostics.ToJson(diagnostic));
        foreach (var other in others) diagnostics.Add((JsonNode)new JsonObject { ["severity"] = "error", ["message"] = other });
        return new() { ["file"] = file, ["ok"] = errors == 0, ["errors"] = errors, ["warnings"] = warnings, ["diagnostics"] = diagnostics };
    }
}
