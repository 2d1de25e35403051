using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules.Diff;

/// Says in words what changed between two rule files. Files with errors are compared as far as they are JSON.
public static class RuleSetComparer
{
    /// Null where one of them is no JSON; its findings say why.
    public static (RuleSetDiff? Diff, IReadOnlyList<RuleDiagnostic> Findings) Compare(
        string oldName, ReadOnlyMemory<byte> oldJson, string newName, ReadOnlyMemory<byte> newJson, FactCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(oldName);
        ArgumentNullException.ThrowIfNull(newName);
        var (oldSource, newSource) = (new SourceText(oldName, oldJson), new SourceText(newName, newJson));
        var (old, now) = (Read(oldSource), Read(newSource));
        var oldFindings = RuleSetLoader.Load(oldName, oldJson, catalog).Diagnostics;
        var newFindings = RuleSetLoader.Load(newName, newJson, catalog).Diagnostics;
        if (old is null || now is null) return (null, [.. oldFindings, .. newFindings]);

        var changes = new ChangeList(oldSource, newSource);
        var likeness = oldSource.Bytes.SequenceEqual(newSource.Bytes) ? RuleSetLikeness.Identical
            : CanonicalJson.Hash(old) == CanonicalJson.Hash(now) ? RuleSetLikeness.LayoutOnly : RuleSetLikeness.Different;
        if (likeness == RuleSetLikeness.Different)
        {
            new FileDiff(changes).Compare(old, now);
            // What no rule understands cannot be said to mean the same.
            if (changes.All.Count == 0 && HasErrors(oldFindings, newFindings)) changes.Add("the files differ in what is an error; the findings name it", old, now);
            if (changes.All.Count == 0) likeness = RuleSetLikeness.SpellingOnly;
        }

        return (new() { Likeness = likeness, Changes = changes.All, OldFindings = oldFindings, NewFindings = newFindings }, [.. oldFindings, .. newFindings]);
    }

    private static bool HasErrors(params IReadOnlyList<RuleDiagnostic>[] findings) => findings.Any(f => f.Any(d => d.Severity == RuleSeverity.Error));

    private static JsonItem? Read(SourceText source) =>
        JsonItemReader.Read(source, new Findings(source)) is { Kind: JsonKind.Object } root ? root : null;
}
