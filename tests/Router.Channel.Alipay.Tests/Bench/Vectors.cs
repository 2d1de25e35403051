using System.Text.Json;

namespace Router.Channel.Alipay.Tests.Bench;

internal static class Vectors
{
    public static IEnumerable<JsonElement> All { get; } = Read("alipay.json").Concat(Read("alipay-bill.json")).ToList();

    public static string Text(this JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    public static bool Has(this JsonElement vector, string name) => vector.TryGetProperty(name, out _);

    public static SortedDictionary<string, string> Fields(this JsonElement vector) =>
        new(vector.GetProperty("params").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!), StringComparer.Ordinal);

    private static List<JsonElement> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", file)));
        return [.. document.RootElement.GetProperty("vectors").EnumerateArray().Select(vector => vector.Clone())];
    }
}
