namespace Router.Rules.Diff;

/// One difference in words. RuleId is null for what belongs to the whole file; the lines say where to look, null where that side has nothing.
public sealed record RuleSetChange(string? RuleId, string Text, int? OldLine, int? NewLine)
{
    public override string ToString() => RuleId is null ? Text : $"rule {RuleId}: {Text}";
}
