using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Router.Rules.Json;

/// One spelling for one meaning: names sorted, no white space, no "$schema". What is hashed and what reasons quote.
internal static class CanonicalJson
{
    public static string Hash(JsonItem item) => Convert.ToHexStringLower(SHA256.HashData(Write(item).WrittenSpan));

    public static string Text(JsonItem item) => System.Text.Encoding.UTF8.GetString(Write(item).WrittenSpan);

    private static ArrayBufferWriter<byte> Write(JsonItem item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Write(writer, item);
        writer.Flush();
        return buffer;
    }

    private static void Write(Utf8JsonWriter writer, JsonItem item)
    {
        switch (item.Kind)
        {
            case JsonKind.Object:
                writer.WriteStartObject();
                foreach (var member in item.Members.Where(m => m.Name != "$schema").OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonKind.Array:
                writer.WriteStartArray();
                foreach (var member in item.Items) Write(writer, member);
                writer.WriteEndArray();
                break;
            case JsonKind.Text:
                writer.WriteStringValue(item.Text);
                break;
            default:
                writer.WriteRawValue(item.Text);
                break;
        }
    }
}
