using System.CommandLine;
using System.Text.Json.Nodes;
using Router.Host.Cli;
using Router.Rules;
using Router.Rules.Diff;

namespace Router.Host.Offline;

/// <summary>`router rules diff`: what changed between two rule files, in words.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> s_old = new("OLD") { Description = "The rule file as it was." };
    private static readonly Argument<string> s_new = new("NEW") { Description = "The rule file as it is to be." };
    private static readonly Option<string> s_registry = new("--facts-file") { Description = "The registries of facts for both. Default: facts.json beside each, if there is one." };

    public static Command Create()
    {
        var command = new Command("diff", "Say in words what changed between two rule files. Exit code 1 if something did, 2 if a file is no JSON.")
        {
            s_old, s_new, s_registry,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (oldFile, newFile) = (parsed.GetRequiredValue(s_old), parsed.GetRequiredValue(s_new));
        var (oldJson, newJson) = (RuleFiles.Read(oldFile, "old rule file"), RuleFiles.Read(newFile, "new rule file"));
        var facts = RuleFiles.Facts(newFile, parsed.GetValue(s_registry), []);
        var (diff, findings) = RuleSetComparer.Compare(oldFile, oldJson, newFile, newJson, facts);
        var errors = findings.Where(f => f.Severity == RuleSeverity.Error).ToList();
        if (diff is null) throw CliException.Misuse(string.Join(Environment.NewLine, errors));
        foreach (var error in errors) Console.Error.WriteLine(error);
        if (parsed.WantsJson()) Output.Json(Answer(diff, errors));
        else Write(diff, errors.Count);
        return diff.Changes.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Write(RuleSetDiff diff, int errors)
    {
        foreach (var change in diff.Changes) Console.Out.WriteLine(change);
        Console.Out.WriteLine(diff.Likeness switch
        {
            RuleSetLikeness.Identical => "nothing changed",
            RuleSetLikeness.LayoutOnly => "only the layout changed: the same hash",
            RuleSetLikeness.SpellingOnly => "only the spelling changed: every rule means the same",
            _ => $"{diff.Changes.Count} change{(diff.Changes.Count == 1 ? "" : "s")}",
        });
        if (errors > 0) Console.Out.WriteLine($"The files have {errors} error{(errors == 1 ? "" : "s")}; what is compared is what is written, not what would be in force.");
    }

    private static JsonObject Answer(RuleSetDiff diff, List<RuleDiagnostic> errors)
    {
        var changes = new JsonArray();
        foreach (var change in diff.Changes)
            changes.Add((JsonNode)new JsonObject { ["rule"] = change.RuleId, ["text"] = change.Text, ["oldLine"] = change.OldLine, ["newLine"] = change.NewLine });
        var diagnostics = new JsonArray();
        foreach (var error in errors) diagnostics.Add((JsonNode)RuleDiagnostics.ToJson(error));
        var likeness = diff.Likeness.ToString();
        return new() { ["likeness"] = char.ToLowerInvariant(likeness[0]) + likeness[1..], ["changes"] = changes, ["diagnostics"] = diagnostics };
    }
}
