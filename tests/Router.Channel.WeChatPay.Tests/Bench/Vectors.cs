using System.Text.Json;

namespace Router.Channel.WeChatPay.Tests.Bench;

/// <summary>The public test vectors beside the tests.</summary>
internal static class Vectors
{
    public static TheoryData<string> Ids(string file)
    {
        var ids = new TheoryData<string>();
        foreach (var vector in All(file)) ids.Add(vector.GetProperty("id").GetString()!);
        return ids;
    }

    public static JsonElement Get(string file, string id) => All(file).Single(v => v.GetProperty("id").GetString() == id);

    public static string Text(this JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    private static IEnumerable<JsonElement> All(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", file))).RootElement.GetProperty("vectors").EnumerateArray();
}
