using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Router.AspNetCore.Input;

/// <summary>Settings that only a plugin understands: read as they are, checked by the plugin's schema.</summary>
internal sealed record FaultsBody(JsonElement Faults)
{
    public static async Task<Bound<FaultsBody>> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType()) return ApiErrors.NotJson();
        if (await BodyBytes.ReadAsync(http.Request, JsonBody.MaxBytes, http.RequestAborted) is not { } bytes) return ApiErrors.TooLarge(JsonBody.MaxBytes);
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = 16, AllowDuplicateProperties = false });
            CheckTexts(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new FaultsBody(document.RootElement.Clone())
                : ApiErrors.Malformed("The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            return ApiErrors.Malformed($"The body is not JSON of at most 16 levels with each name once, at line {exception.LineNumber + 1}.");
        }
        catch (InvalidOperationException)
        {
            return ApiErrors.Malformed("A text in the body is not valid Unicode.");
        }
    }

    // A document holds texts undecoded; one that cannot be decoded would throw at whoever reads it.
    private static void CheckTexts(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
        }
    }
}
