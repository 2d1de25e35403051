using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Collects what is wrong with one file.
internal sealed class Findings(SourceText source)
{
    private const int MaxCount = 1_000;

    private readonly List<(int Offset, RuleDiagnostic Diagnostic)> _all = [];
    private readonly HashSet<(int Offset, string Id, string Message)> _seen = [];

    /// The rule being read; null outside of rules.
    public string? RuleId { get; set; }

    public int ErrorCount { get; private set; }

    public void Error(string id, JsonItem at, string message, string? suggestion = null) => At(id, at.Offset, at.Path, message, suggestion);

    public void Error(string id, JsonMember atName, string message, string? suggestion = null) =>
        At(id, atName.NameOffset, atName.Value.Path, message, suggestion);

    public void Warning(string id, JsonItem at, string message) => At(id, at.Offset, at.Path, message, null, RuleSeverity.Warning);

    public void Warning(string id, JsonMember atName, string message, string? suggestion = null) =>
        At(id, atName.NameOffset, atName.Value.Path, message, suggestion, RuleSeverity.Warning);

    public void At(
        string id, int offset, string path, string message, string? suggestion = null, RuleSeverity severity = RuleSeverity.Error)
    {
        // A named list is checked once for every field that uses it; the same words need no second line.
        if (!_seen.Add((offset, id, message))) return;
        if (severity == RuleSeverity.Error) ErrorCount++;
        if (_all.Count >= MaxCount) return;
        var (line, column) = source.Locate(offset);
        _all.Add((offset, new RuleDiagnostic(id, severity, source.File, path, line, column, RuleId, message, suggestion)));
    }

    /// The byte of a character inside a text, counted in UTF-16 units from its first one.
    public int OffsetInside(JsonItem text, int index) => TextPlaces.OffsetOf(source.Bytes, text.Offset, index);

    public (int Line, int Column) Locate(int offset) => source.Locate(offset);

    public IReadOnlyList<RuleDiagnostic> InFileOrder() => [.. _all.OrderBy(a => a.Offset).Select(a => a.Diagnostic)];
}
