namespace Router.Rules;

/// The operators: what the loader, the schema and docs/rules.md know of them.
public static class OperatorTable
{
    public static IReadOnlyList<OperatorDescription> All { get; } =
    [
        new("eq", "is this value"),
        new("ne", "is known and is not this value"),
        new("in", "is one of these"),
        new("notIn", "is known and is none of these"),
        new("gt", "is above", IsOrder: true),
        new("gte", "is at or above", IsOrder: true),
        new("lt", "is below", IsOrder: true),
        new("lte", "is at or below", IsOrder: true),
        new("between", "lies between two values, both included", IsOrder: true),
        new("prefix", "begins with this text, or with one of these", IsOfText: true),
        new("matches", "matches this regular expression as a whole (no look-around, no back references)", IsOfText: true),
        new("exists", "is known (`true`), is not known (`false`)"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(o => o.Name)];

    /// The operators that fit a type.
    public static IReadOnlyList<string> For(FactType type)
    {
        var isOrdered = type is FactType.Integer or FactType.Instant or FactType.CardBin;
        var isText = type is not (FactType.Integer or FactType.Instant);
        return [.. All.Where(o => (isOrdered || !o.IsOrder) && (isText || !o.IsOfText)).Select(o => o.Name)];
    }
}
