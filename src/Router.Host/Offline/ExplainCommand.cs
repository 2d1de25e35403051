using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Router.Core.Accounts;
using Router.Core.Routing;
using Router.Core.WhatIf;
using Router.Host.Cli;
using Router.Host.Offline.Explain;
using Router.Rules;
using Router.Rules.Explain;
using Spectre.Console;

namespace Router.Host.Offline;

/// <summary>`router rules explain`: why one payment goes where it goes, and what would send it to a named account.</summary>
internal static class ExplainCommand
{
    private const int PlainWidth = 240;

    private static readonly Option<string> s_rules = new("--rules") { Description = "The rule file.", DefaultValueFactory = _ => "rules/default.json" };

    private static readonly Option<string> s_facts = new("--facts")
    {
        Description = "The payment: facts as JSON, '{\"platform\":\"ios\"}', or a file of such lines; - reads standard input.",
        Required = true,
    };

    private static readonly Option<int> s_line = new("--line") { Description = "The line of the facts file.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> s_all = new("--all") { Description = "Show every rule, not only the one that decided and the near misses." };
    private static readonly Option<string> s_rule = new("--rule") { Description = "Show this rule." };
    private static readonly Option<string> s_account = new("--account") { Description = "Look for the smallest change that would put this account first." };
    private static readonly Option<ulong> s_seed = new("--seed") { Description = "The seed of the draw.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string> s_methods = new("--methods") { Description = "What the buyer can use, the best first: sim.qr,sim.app. Default: the fact method." };
    private static readonly Option<string> s_health = new("--health") { Description = "Health to assume: sim-a=0.3,sim-b=open. Default: all healthy." };

    private static readonly Option<bool> s_noCatalog = new("--no-catalog") { Description = "Explain the rules only, not the plan." };

    public static Command Create()
    {
        var command = new Command("explain", "Say why a payment goes where it goes: rules, conditions, candidates, draw. Needs no running router. Exit code 1 if a file has errors.")
        {
            s_rules, s_facts, s_line, RuleOptions.Registry, RuleOptions.Bins, s_all, s_rule, s_account, s_seed, s_methods, s_health, RuleOptions.Accounts, RuleOptions.Plugins, RuleOptions.PluginsRoot, s_noCatalog,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var file = parsed.GetRequiredValue(s_rules);
        var told = new List<RuleDiagnostic>();
        var json = RuleFiles.Read(file, "rule file");
        var registry = RuleFiles.Facts(file, parsed.GetValue(RuleOptions.Registry), told);
        var bins = registry is null ? null : RuleFiles.Bins(file, parsed.GetValue(RuleOptions.Bins), registry, told);
        var loaded = RuleSetLoader.Load(file, json, registry);
        told.AddRange(loaded.Diagnostics);
        var why = "--no-catalog";
        var catalog = parsed.GetValue(s_noCatalog)
            ? null
            : LintCatalog.ReadCatalog(parsed.GetValue(RuleOptions.Plugins), parsed.GetValue(RuleOptions.PluginsRoot), parsed.GetValue(RuleOptions.Accounts) ?? [], told, out why);
        RuleFiles.StopAtErrors(told);

        var line = FactsInput.Read(parsed.GetRequiredValue(s_facts), parsed.GetValue(s_line));
        var read = FactsLine.Read(line, registry, bins);
        if (read.Value is not { } facts) throw CliException.Misuse($"The facts are not understood: {read.Diagnostics[0].Message}");
        var whole = catalog is null ? null : Plan(parsed, loaded.Value!, registry!, bins, catalog, FactsLine.Read(line, registry).Value!, out why);
        if (whole is null && parsed.GetValue(s_account) is not null) throw CliException.Misuse($"--account needs a plan, and none can be made: {why}.");
        var rules = whole?.Rules ?? RuleExplainer.Explain(loaded.Value!, facts);
        Write(parsed.WantsJson(), rules, Shown(rules, parsed.GetValue(s_rule), parsed.GetValue(s_all)), whole, why);
        return ExitCode.Ok;
    }

    private static RouteExplanation? Plan(
        ParseResult parsed, RuleSet rules, FactCatalog registry, BinTable? bins, Catalog catalog, Facts facts, out string why)
    {
        var methods = (parsed.GetValue(s_methods) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (OfflineTerms.Of(facts, methods, out why) is not { } terms) return null;
        if (parsed.GetValue(s_account) is { } wanted && catalog.FindAccount(wanted) is null)
            throw CliException.Misuse($"--account names {wanted}, which is no account. There are: {string.Join(", ", catalog.Accounts.Select(a => a.Id))}.");
        var at = facts.Time ?? TimeProvider.System.GetUtcNow();
        why = PlanTime.Asked;
        if (!PlanTime.CanBe(at)) return null;
        var snapshot = new RouterSnapshot(rules, registry, bins, catalog, OfflineHealth.Read(parsed.GetValue(s_health), catalog, at));
        var request = new RouteRequest(terms, at, at + TimeSpan.FromMinutes(30));
        return new RouteExplainer(RoutePlanner.CreateDefault()).Explain(request, snapshot, parsed.GetValue(s_seed), parsed.GetValue(s_account));
    }

    private static IReadOnlyList<ExplainedRule> Shown(RuleExplanation rules, string? id, bool all) =>
        all ? rules.Rules
        : id is null ? rules.Telling()
        : rules.Find(id) is { } one ? [one]
        : throw CliException.Misuse($"The file has no rule \"{id}\". --all shows every rule.");

    private static void Write(bool json, RuleExplanation rules, IReadOnlyList<ExplainedRule> shown, RouteExplanation? whole, string why)
    {
        if (json)
        {
            WriteJson(rules, shown, whole);
            return;
        }

        var console = Terminal();
        console.Write(RuleTree.Of(rules, shown));
        if (whole is null) console.MarkupLineInterpolated($"[grey]The rules only, no plan: {why}.[/]");
        else console.Write(PlanTree.Of(whole));
    }

    private static void WriteJson(RuleExplanation rules, IReadOnlyList<ExplainedRule> shown, RouteExplanation? whole)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("explanation");
            if (whole is null)
            {
                writer.WriteStartObject();
                writer.WritePropertyName("rules");
                RuleExplanationJson.Write(writer, rules, shown);
                writer.WriteEndObject();
            }
            else
            {
                RouteExplanationJson.Write(writer, whole, shown);
                PlanJson.Write(writer, whole.Plan);
            }

            writer.WriteEndObject();
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length));
    }

    private static IAnsiConsole Terminal()
    {
        if (!Console.IsOutputRedirected) return AnsiConsole.Console;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
