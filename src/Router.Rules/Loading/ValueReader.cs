using System.Globalization;
using Router.Rules.Conditions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Reads one plain value of a field.
internal sealed class ValueReader(Findings findings)
{
    /// Null, with an error, where the value does not fit the field.
    public FactValue? Read(Field field, JsonItem item)
    {
        switch (field.Type)
        {
            case FieldType.Integer:
                return Integer(field, item);
            case FieldType.Share:
                return Share(field, item);
            case FieldType.Boolean:
                return Shape.Boolean(item, $"\"{field.Name}\"", findings) is { } flag ? FactValue.OfBoolean(flag) : null;
            case FieldType.Instant:
                return Instant(item, $"\"{field.Name}\"") is { } instant ? FactValue.OfInstant(instant) : null;
            case FieldType.CardBin:
                return CardBin(item, 6);
            case FieldType.Any when item.Kind == JsonKind.Number:
                return Integer(field, item);
            case FieldType.Any when item.Kind == JsonKind.Boolean:
                return FactValue.OfBoolean(item.IsTrue);
            default:
                return Text(field, item);
        }
    }

    /// An instant with an offset.
    public DateTimeOffset? Instant(JsonItem item, string what)
    {
        if (item.Kind != JsonKind.Text)
        {
            findings.Error(
                DiagnosticIds.WrongType, item,
                $"{what} is a date with time and offset in quotes, \"2026-01-01T00:00:00+08:00\".{Hints.ForInstant(item)}");
            return null;
        }

        if (FactText.TryInstant(item.Text, out var instant)) return instant;
        findings.Error(DiagnosticIds.BadDate, item, Hints.NoInstant(item.Text));
        return null;
    }

    /// Digits of a BIN. The message never repeats them: somebody may have pasted a card number.
    public FactValue? CardBin(JsonItem item, int minDigits)
    {
        if (item.Kind == JsonKind.Number)
            findings.Error(DiagnosticIds.BadCardBin, item, "A card BIN is written in quotes: as a number it would lose its leading zeros.");
        else if (item.Kind != JsonKind.Text)
            findings.Error(DiagnosticIds.WrongType, item, $"A card BIN is a text of digits; here stands {Shape.Kind(item)}.");
        else if (item.Text.Length < minDigits || item.Text.Length > 8 || !item.Text.All(char.IsAsciiDigit))
            findings.Error(
                DiagnosticIds.BadCardBin, item,
                $"A card BIN has {minDigits} to 8 digits and nothing else.{(minDigits > 1 ? " For fewer digits use \"prefix\"." : "")} A card number has no place in a rule.");
        else return FactValue.OfText(item.Text);
        return null;
    }

    private FactValue? Integer(Field field, JsonItem item)
    {
        if (item.TryInteger(out var number)) return FactValue.OfInteger(number);
        findings.Error(
            DiagnosticIds.WrongType, item,
            item.Kind == JsonKind.Number
                ? $"\"{field.Name}\" is a whole number of at most 18 digits; {item.Text} is not.{Hints.ForInteger(item, field.Name)}"
                : $"\"{field.Name}\" is a whole number, without quotes; here stands {Shape.Kind(item)}.{Hints.ForInteger(item, field.Name)}");
        return null;
    }

    private FactValue? Share(Field field, JsonItem item)
    {
        if (item.Kind == JsonKind.Number
            && decimal.TryParse(item.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            && share <= 1)
        {
            return FactValue.OfInteger((long)decimal.Round(share * CandidateFacts.HealthScale));
        }

        findings.Error(DiagnosticIds.WrongType, item, $"\"{field.Name}\" is a number from 0 to 1, without quotes, such as 0.5.{Hints.ForShare(item)}");
        return null;
    }

    private FactValue? Text(Field field, JsonItem item)
    {
        if (Shape.Text(item, $"\"{field.Name}\"", FactText.MaxLength, findings) is not { } written) return null;
        if (FactText.Normalise(written) is not { } text)
        {
            findings.Error(DiagnosticIds.WrongType, item, $"\"{field.Name}\" is not valid text.");
            return null;
        }

        if (field.Known is { } known)
        {
            if (known.Exact(text) is { } id) return FactValue.OfText(id);
            findings.Error(
                DiagnosticIds.UnknownValue, item, $"\"{text}\" is no known {field.Name}. Known: {Suggest.List(known.Ids)}.{Hints.ForSeveral(text)}",
                known.Folded(text) ?? Suggest.Nearest(text, known.Names) ?? (field.Type == FieldType.Method ? Hints.MethodOf(text, known.Ids) : null));
            return null;
        }

        if (field.Type != FieldType.Method || FactText.IsMethod(text)) return FactValue.OfText(text);
        findings.Error(
            DiagnosticIds.UnknownValue, item,
            $"\"{text}\" is no method: write brand.presentation in small letters, such as \"wechat.native\".",
            FactText.IsMethod(text.ToLowerInvariant()) ? text.ToLowerInvariant() : null);
        return null;
    }
}
