namespace Router.Rules.Conditions;

internal sealed class PrefixTest(string[] prefixes) : ValueTest
{
    public IReadOnlyList<string> Prefixes => prefixes;

    public override bool Holds(in FactValue value)
    {
        if (value.Kind == FactKind.Text) return Starts(value.Text!);
        if (value.Kind != FactKind.Texts) return false;
        foreach (var text in value.Texts!)
            if (Starts(text)) return true;
        return false;
    }

    private bool Starts(string text)
    {
        foreach (var prefix in prefixes)
            if (text.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }
}
