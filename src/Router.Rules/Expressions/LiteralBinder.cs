using Router.Rules.Conditions;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// Checks a constant against what it is compared with, and brings it into that one's form: an alias becomes its id, a date an instant.
internal sealed class LiteralBinder(ExpressionFindings findings)
{
    /// Of type Unknown after a mistake.
    public Node.Constant Bind(Node.Constant constant, Field field)
    {
        if (constant.Type == ExpressionType.Unknown) return constant;
        switch (field.Type)
        {
            case FieldType.Any when constant.Type != ExpressionType.Text:
                return constant;
            case FieldType.Integer or FieldType.Boolean:
                var wanted = field.Type == FieldType.Integer ? ExpressionType.Integer : ExpressionType.Boolean;
                return constant.Type == wanted ? constant : Misfit(constant, $"\"{field.Name}\" is {TypeWords.Of(wanted)}");
            case FieldType.Instant:
                return Instant(constant, field);
            case FieldType.CardBin:
                return CardBin(constant);
            default:
                return Text(constant, field);
        }
    }

    private Node.Constant Instant(Node.Constant constant, Field field)
    {
        if (constant.Type == ExpressionType.Instant) return constant;
        if (constant.Type != ExpressionType.Text) return Misfit(constant, $"\"{field.Name}\" is a time, written in quotes as '2026-01-01T00:00:00+08:00'");
        if (FactText.TryInstant(constant.Value.Text!, out var instant))
            return constant with { Type = ExpressionType.Instant, Value = FactValue.OfInstant(instant) };
        return Wrong(DiagnosticIds.BadDate, constant, "This is no date and time with an offset. Write it as '2026-01-01T00:00:00+08:00', or with Z for UTC.");
    }

    // The message never repeats the digits: somebody may have pasted a card number.
    private Node.Constant CardBin(Node.Constant constant)
    {
        if (constant.Type != ExpressionType.Text)
            return Wrong(DiagnosticIds.BadCardBin, constant, "A card BIN is a text of digits: write it in quotes.");
        var text = constant.Value.Text!;
        return text.Length is >= 6 and <= 8 && text.All(char.IsAsciiDigit)
            ? constant
            : Wrong(DiagnosticIds.BadCardBin, constant, "A card BIN has 6 to 8 digits and nothing else. For fewer digits use startsWith(cardBin, '62').");
    }

    private Node.Constant Text(Node.Constant constant, Field field)
    {
        if (constant.Type != ExpressionType.Text) return Misfit(constant, $"\"{field.Name}\" is a text, written in quotes");
        if (FactText.Normalise(constant.Value.Text) is not { } text)
            return Wrong(DiagnosticIds.Empty, constant, "The text is empty, and no fact ever is. To ask whether a fact is absent write not exists(…).");
        if (field.Known is { } known)
        {
            if (known.Exact(text) is { } id) return constant with { Value = FactValue.OfText(id) };
            return Wrong(
                DiagnosticIds.UnknownValue, constant, $"\"{text}\" is no known {field.Name}. Known: {Suggest.List(known.Ids)}.",
                known.Folded(text) ?? Suggest.Nearest(text, known.Names));
        }

        if (field.Type == FieldType.Method && !FactText.IsMethod(text))
            return Wrong(
                DiagnosticIds.UnknownValue, constant,
                $"\"{text}\" is no method: write brand.presentation in small letters, such as 'wechat.native'.");
        return constant with { Value = FactValue.OfText(text) };
    }

    private Node.Constant Misfit(Node.Constant constant, string what) => Wrong(
        DiagnosticIds.ExpressionType, constant, $"{what}; here stands {TypeWords.Of(constant.Type)}. Values are never converted.");

    private Node.Constant Wrong(string id, Node.Constant constant, string message, string? suggestion = null)
    {
        findings.Error(id, constant.Start, message, suggestion);
        return constant with { Type = ExpressionType.Unknown, Value = default };
    }
}
