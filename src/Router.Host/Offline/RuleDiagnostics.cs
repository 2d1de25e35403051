using System.Text.Json.Nodes;
using Router.Rules;

namespace Router.Host.Offline;

internal static class RuleDiagnostics
{
    public static JsonObject ToJson(RuleDiagnostic diagnostic) => new()
    {
        ["id"] = diagnostic.Id,
        ["severity"] = diagnostic.Severity == RuleSeverity.Error ? "error" : "warning",
        ["file"] = diagnostic.File,
        ["line"] = diagnostic.Line,
        ["column"] = diagnostic.Column,
        ["path"] = diagnostic.JsonPath,
        ["rule"] = diagnostic.RuleId,
        ["message"] = diagnostic.Message,
        ["suggestion"] = diagnostic.Suggestion,
    };
}
