using System.Text.Json;

namespace Router.Channel.Stripe.Wire;

/// <summary>Reads members that may be missing or of another kind, without throwing.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement value, string name)
    {
        if (Member(value, name) is not { ValueKind: JsonValueKind.String } found) return null;
        try
        {
            return found.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped: valid JSON that is no text.
            return null;
        }
    }

    public static long? Whole(this JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var whole) ? whole : null;

    public static bool? Switch(this JsonElement value, string name) => Member(value, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static JsonElement? Object(this JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    public static JsonElement? Array(this JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.Array } found ? found : null;

    /// <summary>A reference: an id, or the object itself where it was expanded.</summary>
    public static string? Id(this JsonElement value, string name) =>
        value.Text(name) ?? value.Object(name)?.Text("id");

    public static DateTimeOffset? Time(this JsonElement value, string name) =>
        value.Whole(name) is >= 0 and <= 253402300799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static JsonElement? Member(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
