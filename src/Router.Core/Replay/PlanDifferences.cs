using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Core.Orders;

namespace Router.Core.Replay;

/// <summary>Where two plans differ as they are written.</summary>
internal static class PlanDifferences
{
    private const int MaxTold = 50;

    public static IReadOnlyList<string> Between(RoutePlan stored, RoutePlan recomputed)
    {
        var (one, other) = (Text(stored), Text(recomputed));
        if (one == other) return [];
        var told = new List<string>();
        Compare("", JsonNode.Parse(one), JsonNode.Parse(other), told);
        return told.Count <= MaxTold ? told : [.. told[..MaxTold], $"and {told.Count - MaxTold} more"];
    }

    private static string Text(RoutePlan plan) => JsonSerializer.Serialize(plan, OrderJson.Default.RoutePlan);

    private static void Compare(string path, JsonNode? stored, JsonNode? recomputed, List<string> told)
    {
        if (stored is JsonObject one && recomputed is JsonObject other)
        {
            foreach (var name in one.Select(m => m.Key).Union(other.Select(m => m.Key)))
                Compare(path.Length == 0 ? name : $"{path}.{name}", one[name], other[name], told);
        }
        else if (stored is JsonArray before && recomputed is JsonArray after)
        {
            for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
                Compare($"{path}[{i}]", i < before.Count ? before[i] : null, i < after.Count ? after[i] : null, told);
        }
        else if (Shown(stored) != Shown(recomputed))
        {
            told.Add($"{path}: stored {Shown(stored)}, made again {Shown(recomputed)}");
        }
    }

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
