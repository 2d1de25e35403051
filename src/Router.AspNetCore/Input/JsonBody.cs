using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Router.Core.Payments;

namespace Router.AspNetCore.Input;

/// <summary>Binds a JSON body, or says which field is wrong and why.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 64 * 1024;

    public static async Task<Bound<T>> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (!http.Request.HasJsonContentType()) return ApiErrors.NotJson();
        if (await BodyBytes.ReadAsync(http.Request, MaxBytes, http.RequestAborted) is not { } bytes) return ApiErrors.TooLarge(MaxBytes);
        try
        {
            return JsonSerializer.Deserialize(bytes, type) is { } body ? body : ApiErrors.Malformed("The body is null; send a JSON object.");
        }
        catch (JsonException exception)
        {
            return Diagnosis(bytes, type, exception);
        }
    }

    /// <summary>As <see cref="ReadAsync"/>; no body at all is an empty object.</summary>
    public static async Task<Bound<T>> ReadOptionalAsync<T>(HttpContext http, JsonTypeInfo<T> type, T empty)
        where T : class =>
        http.Request.ContentLength is 0 or null && http.Request.ContentType is null ? empty : await ReadAsync(http, type);

    private static RouterError Diagnosis(byte[] bytes, JsonTypeInfo type, JsonException thrown)
    {
        if (bytes.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0) return ApiErrors.Malformed("The body is empty; send a JSON object.");
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = type.Options.MaxDepth });
            return BodyCheck.FirstProblem(document.RootElement, type) ?? RouterError.Invalid(Field(thrown) ?? "body", "The body does not fit; docs/api.md shows its fields.");
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $" at line {line + 1}, byte {exception.BytePositionInLine + 1}" : "";
            return ApiErrors.Malformed($"The body is not JSON of at most {type.Options.MaxDepth} levels{place}.", Field(thrown));
        }
    }

    private static string? Field(JsonException exception) => exception.Path is { Length: > 2 } path && path[0] == '$' ? path[2..] : null;
}
