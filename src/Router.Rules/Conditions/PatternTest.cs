using System.Text.RegularExpressions;

namespace Router.Rules.Conditions;

/// The whole value matches. The engine does not backtrack and facts are bounded, so no pattern can take long.
internal sealed class PatternTest(Regex wholeValue) : ValueTest
{
    public Regex WholeValue => wholeValue;

    public override bool Holds(in FactValue value)
    {
        if (value.Kind == FactKind.Text) return wholeValue.IsMatch(value.Text!);
        if (value.Kind != FactKind.Texts) return false;
        foreach (var text in value.Texts!)
            if (wholeValue.IsMatch(text)) return true;
        return false;
    }
}
