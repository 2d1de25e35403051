using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// What a condition is worth when only one dimension's value is known. A rule may be left out of a row only where this is False.
internal static class PartialTruth
{
    public static Truth Of(Condition condition, DimensionKey dimension, in FactValue value)
    {
        switch (condition)
        {
            case FactCondition fact:
                return dimension.MetadataKey is null && fact.Slot == dimension.Slot ? Of(fact.Test, dimension, value) : Truth.Unknown;
            case MetadataCondition metadata:
                return metadata.Key == dimension.MetadataKey ? Of(metadata.Test, dimension, value) : Truth.Unknown;
            case ActiveCondition active when dimension.Slot == (int)FactId.Time:
                return Known(value.Kind == FactKind.Instant && value.Number >= active.FromTicks && value.Number < active.ToTicks);
            case WindowCondition when dimension.Slot == (int)FactId.Time:
                return value.Kind == FactKind.Instant ? Truth.Unknown : Truth.False;
            case NotCondition not:
                return Not(Of(not.Inner, dimension, value));
            case AllCondition all:
                return All(all.Conditions, dimension, value);
            case AnyCondition any:
                return Any(any.Conditions, dimension, value);
            default:
                return Truth.Unknown;
        }
    }

    public static Truth All(IReadOnlyList<Condition> conditions, DimensionKey dimension, in FactValue value)
    {
        var truth = Truth.True;
        for (var i = 0; i < conditions.Count; i++)
        {
            var one = Of(conditions[i], dimension, value);
            if (one == Truth.False) return one;
            if (one == Truth.Unknown) truth = one;
        }

        return truth;
    }

    private static Truth Any(IReadOnlyList<Condition> conditions, DimensionKey dimension, in FactValue value)
    {
        var truth = Truth.False;
        for (var i = 0; i < conditions.Count; i++)
        {
            var one = Of(conditions[i], dimension, value);
            if (one == Truth.True) return one;
            if (one == Truth.Unknown) truth = one;
        }

        return truth;
    }

    private static Truth Of(ValueTest test, DimensionKey dimension, in FactValue value)
    {
        switch (test)
        {
            case NoneOfTest none:
                return value.IsAbsent ? Truth.False : Not(Of(none.Inner, dimension, value));
            case PatternTest:
                return value.Kind == FactKind.Text ? Truth.Unknown : Truth.False;
            case AllTests all:
                {
                    var truth = Truth.True;
                    foreach (var inner in all.Tests)
                    {
                        var one = Of(inner, dimension, value);
                        if (one == Truth.False) return one;
                        if (one == Truth.Unknown) truth = one;
                    }

                    return truth;
                }

            case AnyTest any:
                {
                    var truth = Truth.False;
                    foreach (var inner in any.Tests)
                    {
                        var one = Of(inner, dimension, value);
                        if (one == Truth.True) return one;
                        if (one == Truth.Unknown) truth = one;
                    }

                    return truth;
                }

            case MemberTest or PrefixTest when dimension.IsSet && !value.IsAbsent:
                // One member of the set is known here; another may still be what is asked for.
                return test.Holds(value) ? Truth.True : Truth.Unknown;
            case MemberTest or RangeTest or BinRangeTest or PrefixTest or ExistsTest:
                return Known(test.Holds(value));
            default:
                return Truth.Unknown;
        }
    }

    private static Truth Not(Truth truth) => truth switch
    {
        Truth.False => Truth.True,
        Truth.True => Truth.False,
        _ => Truth.Unknown,
    };

    private static Truth Known(bool holds) => holds ? Truth.True : Truth.False;
}
