using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Abstractions;

namespace Router.Plugins.Inspection;

/// <summary>Names the members in which two manifests differ, as JSON paths.</summary>
internal static class ManifestComparison
{
    public static List<string> Differences(ChannelManifest file, ChannelManifest code)
    {
        var differences = new List<string>();
        Compare(ToJson(file), ToJson(code), "", differences);
        return differences;
    }

    private static JsonNode? ToJson(ChannelManifest manifest) => JsonSerializer.SerializeToNode(manifest, ContractJson.Default.ChannelManifest);

    private static void Compare(JsonNode? file, JsonNode? code, string path, List<string> differences)
    {
        switch (file, code)
        {
            case (JsonObject a, JsonObject b):
                foreach (var name in a.Select(m => m.Key).Union(b.Select(m => m.Key)))
                    Compare(a[name], b[name], path.Length == 0 ? name : $"{path}.{name}", differences);
                break;
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                for (var i = 0; i < a.Count; i++)
                    Compare(a[i], b[i], $"{path}[{i}]", differences);
                break;
            default:
                if (!JsonNode.DeepEquals(file, code))
                    differences.Add(path);
                break;
        }
    }
}
