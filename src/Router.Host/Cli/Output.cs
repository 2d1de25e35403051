using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Router.Host.Cli;

internal static class Output
{
    // Characters beyond ASCII stay readable; nothing here ends up in a web page.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Json(JsonNode? node)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, s_options))
        {
            if (node is null) writer.WriteNullValue();
            else node.WriteTo(writer);
        }

        Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length));
    }

    public static void Error(string message, bool json)
    {
        if (json) Json(new JsonObject { ["error"] = message });
        else Console.Error.WriteLine(message);
    }
}
