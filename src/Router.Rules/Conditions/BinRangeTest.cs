namespace Router.Rules.Conditions;

/// Order on BINs, digit by digit from the left: where one is the beginning of the other, the shorter comes first.
internal sealed class BinRangeTest(string? low, bool lowIncluded, string? high, bool highIncluded) : ValueTest
{
    public string? Low => low;

    public bool LowIncluded => lowIncluded;

    public string? High => high;

    public bool HighIncluded => highIncluded;

    public override bool Holds(in FactValue value)
    {
        if (value.Kind != FactKind.Text) return false;
        if (low is not null)
        {
            var order = string.CompareOrdinal(value.Text, low);
            if (order < 0 || (order == 0 && !lowIncluded)) return false;
        }

        if (high is null) return true;
        var above = string.CompareOrdinal(value.Text, high);
        return above < 0 || (above == 0 && highIncluded);
    }
}
