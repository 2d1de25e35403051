namespace Router.Rules;

/// What came of reading a file: the value where there is no error, and every finding in the order of the file.
public sealed record Loaded<T>(T? Value, IReadOnlyList<RuleDiagnostic> Diagnostics)
    where T : class
{
    public bool HasErrors => Diagnostics.Any(d => d.Severity == RuleSeverity.Error);
}
