using System.Globalization;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal;

/// <summary>Reads members of an answer that may not be what they should be: what is missing or of another kind is null.</summary>
internal static class JsonReading
{
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name)
    {
        var list = element.Member(name);
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
    }

    public static string? Text(this JsonElement element, string name)
    {
        var member = element.Member(name);
        if (member.ValueKind != JsonValueKind.String) return null;
        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no text.
            return null;
        }
    }

    public static Money? Amount(this JsonElement element, string name)
    {
        var amount = element.Member(name);
        return CurrencyTable.Read(amount.Text("currency_code"), amount.Text("value"));
    }

    public static DateTimeOffset? Time(this JsonElement element, string name) => ReadTime(element.Text(name));

    /// <summary>RFC 3339; Transaction Search writes the offset without a colon.</summary>
    public static DateTimeOffset? ReadTime(string? text)
    {
        if (text is { Length: >= 24 } && text[^5] is '+' or '-' && text[^3] != ':') text = $"{text![..^2]}:{text[^2..]}";
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }
}
