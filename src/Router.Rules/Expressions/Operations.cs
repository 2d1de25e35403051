using Router.Rules.Conditions;

namespace Router.Rules.Expressions;

/// What the operators do to values.
internal static class Operations
{
    public static Truth ToTruth(in FactValue value) =>
        value.Kind != FactKind.Boolean ? Truth.Absent : value.Number == 1 ? Truth.True : Truth.False;

    public static Truth ToTruth(bool value) => value ? Truth.True : Truth.False;

    public static FactValue ToValue(Truth truth) => truth == Truth.Absent ? default : FactValue.OfBoolean(truth == Truth.True);

    public static Truth Not(Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Absent,
    };

    public static Truth Compare(Operator op, in FactValue left, in FactValue right, bool ofBins)
    {
        if (left.IsAbsent || right.IsAbsent) return Truth.Absent;
        if (op == Operator.Equal) return ToTruth(Same(left, right));
        if (op == Operator.NotEqual) return ToTruth(!Same(left, right));
        if (left.Kind != right.Kind) return Truth.Absent;
        return left.Kind switch
        {
            FactKind.Integer or FactKind.Instant => ToTruth(Holds(op, left.Number.CompareTo(right.Number))),
            FactKind.Text when ofBins => ToTruth(Holds(op, string.CompareOrdinal(left.Text, right.Text))),
            _ => Truth.Absent,
        };
    }

    public static bool Holds(Operator op, int order) => op switch
    {
        Operator.Equal => order == 0,
        Operator.NotEqual => order != 0,
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        _ => order >= 0,
    };

    public static Truth IsMember(in FactValue value, MemberTest members, bool negated) =>
        value.IsAbsent ? Truth.Absent : ToTruth(members.Holds(value) != negated);

    /// False where there is no result: overflow, division by zero.
    public static bool TryArithmetic(Operator op, long left, long right, out long result)
    {
        switch (op)
        {
            case Operator.Add:
                result = unchecked(left + right);
                return ((left ^ result) & (right ^ result)) >= 0;
            case Operator.Subtract:
                result = unchecked(left - right);
                return ((left ^ right) & (left ^ result)) >= 0;
            case Operator.Multiply:
                var high = Math.BigMul(left, right, out result);
                return high == result >> 63;
            default:
                result = 0;
                if (right == 0 || (op == Operator.Divide && left == long.MinValue && right == -1)) return false;
                // The processor faults on the remainder by -1 of the smallest number, which is 0 like any other.
                if (right != -1) result = op == Operator.Divide ? left / right : left % right;
                else if (op == Operator.Divide) result = -left;
                return true;
        }
    }

    // A set is equal where one of its members is, as in the rules' own conditions.
    private static bool Same(in FactValue left, in FactValue right)
    {
        if (left.Kind == FactKind.Texts) return HasText(left.Texts!, right);
        if (right.Kind == FactKind.Texts) return HasText(right.Texts!, left);
        return left.Kind == right.Kind && left.Number == right.Number && string.Equals(left.Text, right.Text, StringComparison.Ordinal);
    }

    private static bool HasText(string[] texts, in FactValue value)
    {
        if (value.Kind != FactKind.Text) return false;
        foreach (var text in texts)
            if (string.Equals(text, value.Text, StringComparison.Ordinal)) return true;
        return false;
    }
}
