using System.Text.Json.Nodes;
using Router.Rules;
using Router.Rules.Analysis;

namespace Router.Host.Offline;

/// <summary>What a lint found, for people and as data. Reach is null where nobody asked for witnesses.</summary>
internal sealed record LintReport(string File, IReadOnlyList<RuleDiagnostic> Told, IReadOnlyList<string> Others, IReadOnlyList<RuleReach>? Reach)
{
    public int Errors => Told.Count(d => d.Severity == RuleSeverity.Error) + Others.Count;

    public int Warnings => Told.Count(d => d.Severity == RuleSeverity.Warning);

    public void Write(TextWriter output)
    {
        foreach (var diagnostic in Told) output.WriteLine(diagnostic);
        foreach (var other in Others) output.WriteLine(other);
        foreach (var rule in Reach ?? []) output.WriteLine($"{rule.RuleId}: {Words(rule)}");
        output.WriteLine($"{File}: {Errors} error{(Errors == 1 ? "" : "s")}, {Warnings} warning{(Warnings == 1 ? "" : "s")}");
    }

    public JsonObject ToJson()
    {
        var diagnostics = new JsonArray();
        foreach (var diagnostic in Told) diagnostics.Add((JsonNode)RuleDiagnostics.ToJson(diagnostic));
        foreach (var other in Others) diagnostics.Add((JsonNode)new JsonObject { ["severity"] = "error", ["message"] = other });
        var json = new JsonObject { ["file"] = File, ["ok"] = Errors == 0, ["errors"] = Errors, ["warnings"] = Warnings, ["diagnostics"] = diagnostics };
        if (Reach is not null) json["rules"] = new JsonArray([.. Reach.Select(ToJson)]);
        return json;
    }

    private static JsonNode ToJson(RuleReach rule) => new JsonObject
    {
        ["rule"] = rule.RuleId,
        ["state"] = State(rule.State),
        ["hiddenBy"] = new JsonArray([.. rule.HiddenBy.Select(id => (JsonNode)id)]),
        ["facts"] = rule.Facts is null ? null : JsonNode.Parse(rule.Facts),
    };

    private static string State(ReachState state) => state switch
    {
        ReachState.Reached => "reached",
        ReachState.NeverMatches => "neverMatches",
        ReachState.Hidden => "hidden",
        ReachState.NoWitness => "noWitness",
        _ => "notDecided",
    };

    private static string Words(RuleReach rule) => rule.State switch
    {
        ReachState.Reached => rule.Facts!,
        ReachState.NeverMatches => "can never match",
        ReachState.Hidden => "hidden by " + string.Join(", ", rule.HiddenBy),
        ReachState.NoWitness => "no witness found; a payment may reach it all the same",
        _ => "not decided",
    };
}
