using Router.Rules.Json;

namespace Router.Rules.Diff;

/// Collects differences; the rule being compared is set around its own.
internal sealed class ChangeList(SourceText oldSource, SourceText newSource)
{
    private readonly List<RuleSetChange> _all = [];

    public string? RuleId { get; set; }

    /// Told in front of what belongs to no rule: "default: ".
    public string Before { get; set; } = "";

    public IReadOnlyList<RuleSetChange> All => _all;

    public void Add(string text, JsonItem? old, JsonItem? now) => _all.Add(new(
        RuleId, Before + text, old is null ? null : oldSource.Locate(old.Offset).Line, now is null ? null : newSource.Locate(now.Offset).Line));
}
