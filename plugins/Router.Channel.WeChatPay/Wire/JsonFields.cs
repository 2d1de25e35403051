using System.Text.Json;

namespace Router.Channel.WeChatPay.Wire;

/// <summary>Reads members of JSON that anybody may have written: a wrong kind is null, never an exception.</summary>
internal static class JsonFields
{
    /// <summary>Null for anything but an object.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // No JSON.
        }

        return null;
    }

    public static JsonElement? Get(JsonElement parent, string name)
    {
        try
        {
            return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in some member's name.
            return null;
        }
    }

    public static string? Text(JsonElement parent, string name)
    {
        if (Get(parent, name) is not { ValueKind: JsonValueKind.String } value) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    public static long? Whole(JsonElement parent, string name) =>
        Get(parent, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;
}
