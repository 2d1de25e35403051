namespace Router.Rules;

public enum RuleSeverity
{
    Warning,
    Error,
}

/// One finding about a file. Line and column count from 1 and point at the first character of the offending token.
public sealed record RuleDiagnostic(
    string Id, RuleSeverity Severity, string File, string JsonPath, int Line, int Column, string? RuleId, string Message, string? Suggestion)
{
    public override string ToString()
    {
        var severity = Severity == RuleSeverity.Error ? "error" : "warning";
        var rule = RuleId is null ? "" : $" [rule {RuleId}]";
        var suggestion = Suggestion is null ? "" : $" Did you mean \"{Suggestion}\"?";
        return $"{File}({Line},{Column}): {severity} {Id}: {JsonPath}{rule}: {Message}{suggestion}";
    }
}
