namespace Router.Rules.Expressions;

/// Every operator there is: what the parser reads and docs/expressions.md shows.
internal static class ExpressionOperators
{
    public const int NotPrecedence = 3;
    public const int ComparisonPrecedence = 4;

    /// Loosest first.
    public static IReadOnlyList<OperatorInfo> All { get; } =
    [
        new(Operator.Or, ["or", "||"], 1, "conditions", "one of them is true", "platform == 'ios' or platform == 'android'"),
        new(Operator.And, ["and", "&&"], 2, "conditions", "both are true", "instalments > 1 and cardType == 'credit'"),
        new(Operator.Not, ["not", "!"], NotPrecedence, "a condition", "true and false change places", "not metadata.vip", IsPrefix: true),
        new(Operator.Equal, ["=="], ComparisonPrecedence, "two values of one type", "are the same; `tags`: one of them is it", "region == 'CN'"),
        new(Operator.NotEqual, ["!="], ComparisonPrecedence, "two values of one type", "are not the same; `tags`: none of them is it", "region != 'CN'"),
        new(Operator.Less, ["<"], ComparisonPrecedence, "integers, times, `cardBin`", "is below", "instalments < 12"),
        new(Operator.LessOrEqual, ["<="], ComparisonPrecedence, "integers, times, `cardBin`", "is below or the same", "cardBin <= '62229999'"),
        new(Operator.Greater, [">"], ComparisonPrecedence, "integers, times, `cardBin`", "is above", "time > '2026-01-01T00:00:00+08:00'"),
        new(Operator.GreaterOrEqual, [">="], ComparisonPrecedence, "integers, times, `cardBin`", "is above or the same", "amount >= 100"),
        new(Operator.In, ["in"], ComparisonPrecedence, "a value and a list", "is one of them; `tags`: one of them is", "region in ['CN', 'HK']"),
        new(Operator.NotIn, ["not in"], ComparisonPrecedence, "a value and a list", "is none of them", "'trial' not in tags"),
        new(Operator.Add, ["+"], 5, "integers", "sum", "metadata.level + 1 > 3"),
        new(Operator.Subtract, ["-"], 5, "integers", "difference", "amount - 100 > 0"),
        new(Operator.Multiply, ["*"], 6, "integers", "product", "instalments * 1000 < amount"),
        new(Operator.Divide, ["/"], 6, "integers", "quotient, cut towards zero", "amount / instalments >= 10000"),
        new(Operator.Remainder, ["%"], 6, "integers", "what the quotient leaves, with the sign of the left side", "amount % 100 == 0"),
        new(Operator.Negate, ["-"], 7, "an integer", "the number with the other sign", "metadata.level > -1", IsPrefix: true),
    ];

    public static OperatorInfo Of(Operator op) => All[(int)op];

    /// The operator between two operands that a word stands for.
    public static OperatorInfo? Infix(string word)
    {
        foreach (var info in All)
            if (!info.IsPrefix && Array.IndexOf(info.Spellings, word) >= 0) return info;
        return null;
    }
}
