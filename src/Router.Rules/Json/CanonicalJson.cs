using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Router.Rules.Json;

/// One spelling for one meaning: names sorted, no white space, no "$schema". What is hashed and what reasons quote.
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Hash(JsonItem item) => Convert.ToHexStringLower(SHA256.HashData(Write(item).WrittenSpan));

    public static string Text(JsonItem item) => Encoding.UTF8.GetString(Write(item).WrittenSpan);

    private static ArrayBufferWriter<byte> Write(JsonItem item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, s_options);
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
                JsonMember[] members = [.. item.Members];
                Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
                foreach (var member in members)
                {
                    if (member.Name == "$schema") continue;
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
