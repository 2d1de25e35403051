using Router.Rules.Conditions;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// Types in messages, and their counterparts in the rest of the rules.
internal static class TypeWords
{
    public static string Of(ExpressionType type) => type switch
    {
        ExpressionType.Boolean => "true or false",
        ExpressionType.Integer => "an integer",
        ExpressionType.Text => "a text",
        ExpressionType.Instant => "a time",
        ExpressionType.Tags => "a set of texts",
        ExpressionType.List => "a list",
        _ => "a value",
    };

    public static ExpressionType Of(Field field) => field.Type switch
    {
        FieldType.Integer => ExpressionType.Integer,
        FieldType.Boolean => ExpressionType.Boolean,
        FieldType.Instant => ExpressionType.Instant,
        FieldType.Any => ExpressionType.Any,
        _ => field.MetadataKey is null && field.Slot == (int)FactId.Tags ? ExpressionType.Tags : ExpressionType.Text,
    };

    public static ExpressionType Of(FactKind kind) => kind switch
    {
        FactKind.Integer => ExpressionType.Integer,
        FactKind.Boolean => ExpressionType.Boolean,
        FactKind.Instant => ExpressionType.Instant,
        _ => ExpressionType.Text,
    };

    /// What may be compared with a value of that type.
    public static FieldType FieldOf(ExpressionType type) => type switch
    {
        ExpressionType.Integer => FieldType.Integer,
        ExpressionType.Boolean => FieldType.Boolean,
        ExpressionType.Instant => FieldType.Instant,
        ExpressionType.Any => FieldType.Any,
        _ => FieldType.Text,
    };
}
