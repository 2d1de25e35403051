using System.Globalization;
using System.Text;

namespace Router.Mutants;

/// <summary>How many were noticed.</summary>
internal sealed class Score
{
    private readonly List<(Mutant Mutant, bool IsNoticed)> _all;
    private readonly int _died;

    private Score(List<(Mutant Mutant, bool IsNoticed)> all, int died) => (_all, _died) = (all, died);

    public double Percent => 100.0 * _all.Count(m => m.IsNoticed) / _all.Count;

    public static Score Of(IReadOnlyList<Mutant> mutants, IReadOnlyDictionary<int, Verdict> verdicts) =>
        new(
            [.. mutants.Select(mutant => (mutant, verdicts.TryGetValue(mutant.Id, out var verdict) && verdict.IsNoticed))],
            verdicts.Values.Count(verdict => verdict.IsDeath));

    public string Text(bool lists)
    {
        var text = new StringBuilder();
        foreach (var folder in _all.GroupBy(m => m.Mutant.Folder).OrderBy(same => same.Key, StringComparer.Ordinal)) Row(text, folder.Key, [.. folder]);
        Row(text, "without texts", [.. _all.Where(m => !m.Mutant.IsText)]);
        Row(text, "all", _all);
        text.AppendLine(CultureInfo.InvariantCulture, $"{_died} of them hung or ended the process.");
        if (!lists) return text.ToString();
        foreach (var (mutant, _) in _all.Where(m => !m.IsNoticed).OrderBy(m => m.Mutant.File, StringComparer.Ordinal).ThenBy(m => m.Mutant.Line)) text.Append(mutant).AppendLine();
        return text.ToString();
    }

    // With the half width of the interval that holds the true share 19 times out of 20.
    private static void Row(StringBuilder text, string name, List<(Mutant Mutant, bool IsNoticed)> some)
    {
        if (some.Count == 0) return;
        var share = (double)some.Count(m => m.IsNoticed) / some.Count;
        var half = 1.96 * Math.Sqrt(share * (1 - share) / some.Count);
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16} {some.Count(m => m.IsNoticed),6} of {some.Count,6}  {100 * share,5:0.0} %  ± {100 * half:0.0} as a sample"));
    }
}
