using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Router.Host.Cli;
using Router.Rules;

namespace Router.Host.Offline;

/// <summary>`router rules eval`: facts in, one answer a line out. Needs no catalog.</summary>
internal static class EvalCommand
{
    private static readonly Option<string> s_rules = new("--rules") { Description = "The rule file.", DefaultValueFactory = _ => "rules/default.json" };

    private static readonly Option<string> s_facts = new("--facts")
    {
        Description = "The payments: facts as JSON, '{\"platform\":\"ios\"}', or a file of such lines; - reads standard input.",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command("eval", "Evaluate rules: one answer line for each line of facts. Exit code 1 if the rules have errors or a line is no JSON object.")
        {
            s_rules, s_facts, RuleOptions.Registry, RuleOptions.Bins,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var file = parsed.GetRequiredValue(s_rules);
        var told = new List<RuleDiagnostic>();
        var json = RuleFiles.Read(file, "rule file");
        var facts = RuleFiles.Facts(file, parsed.GetValue(RuleOptions.Registry), told);
        var bins = facts is null ? null : RuleFiles.Bins(file, parsed.GetValue(RuleOptions.Bins), facts, told);
        var loaded = RuleSetLoader.Load(file, json, facts);
        told.AddRange(loaded.Diagnostics);
        RuleFiles.StopAtErrors(told);

        using var lines = Open(parsed.GetRequiredValue(s_facts));
        using var answers = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        return Answer(lines, answers, parsed.WantsJson(), line => RuleEval.Evaluate(loaded.Value!, line, facts, bins));
    }

    private static int Answer(TextReader lines, StreamWriter answers, bool json, Func<string, EvalAnswer> evaluate)
    {
        var code = ExitCode.Ok;
        var number = 0;
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var answer = evaluate(line);
            if (!answer.Understood) code = ExitCode.Failed;
            answers.WriteLine(json ? answer.Line : Text(number, answer));
        }

        return code;
    }

    private static string Text(int number, EvalAnswer answer)
    {
        var node = JsonNode.Parse(answer.Line)!;
        if (node["error"] is { } error) return $"{number}: not understood, {error["id"]} at column {error["column"]}: {error["message"]}";
        var rule = node["rule"]?.ToString() ?? "(default)";
        var end = answer.Unrecognised.Count == 0 ? "" : $"  (not understood, so absent: {string.Join("; ", answer.Unrecognised)})";
        return node["outcome"]!.ToString() == "decline"
            ? $"{number}: {rule} declines{end}"
            : $"{number}: {rule} -> {string.Join(", ", node["accounts"]!.AsArray().Select(a => a!.ToString()))}{end}";
    }

    private static TextReader Open(string path)
    {
        if (path.TrimStart().StartsWith('{')) return new StringReader(path);
        try
        {
            return new StreamReader(path == "-" ? Console.OpenStandardInput() : File.OpenRead(path), Encoding.UTF8, false, 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Misuse($"The facts {Path.GetFullPath(path)} cannot be read: {error.Message} Check the path and the file's rights.");
        }
    }
}
