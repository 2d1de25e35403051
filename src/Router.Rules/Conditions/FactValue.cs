using System.Globalization;

namespace Router.Rules.Conditions;

/// One fact's value. Boolean is 0 or 1, an instant its UTC ticks: both live in Number, so that no value needs a box.
internal readonly record struct FactValue(FactKind Kind, string? Text, long Number, string[]? Texts)
{
    public bool IsAbsent => Kind == FactKind.Absent;

    public static FactValue OfText(string text) => new(FactKind.Text, text, 0, null);

    public static FactValue OfInteger(long number) => new(FactKind.Integer, null, number, null);

    public static FactValue OfBoolean(bool value) => new(FactKind.Boolean, null, value ? 1 : 0, null);

    public static FactValue OfInstant(DateTimeOffset instant) => new(FactKind.Instant, null, instant.UtcTicks, null);

    public static FactValue OfTexts(string[] texts) => new(FactKind.Texts, null, 0, texts);

    public override string ToString() => Kind switch
    {
        FactKind.Text => Text!,
        FactKind.Integer => Number.ToString(CultureInfo.InvariantCulture),
        FactKind.Boolean => Number == 1 ? "true" : "false",
        FactKind.Instant => new DateTimeOffset(Number, TimeSpan.Zero).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        FactKind.Texts => string.Join(",", Texts!),
        _ => "",
    };
}
