using System.Text.Json.Nodes;

namespace Router.Host.Tests.Api;

/// <summary>Bodies of payments.</summary>
internal static class Order
{
    /// <summary>A good body with some fields set anew; a null takes a field away.</summary>
    public static string Body(params (string Field, JsonNode? Value)[] changes)
    {
        var body = new JsonObject
        {
            ["merchant"] = "shop",
            ["merchantOrderNo"] = "o-" + Guid.NewGuid().ToString("N"),
            ["amount"] = 1000,
            ["currency"] = "CNY",
            ["description"] = "Tea",
            ["methods"] = new JsonArray("sim.qr"),
        };
        foreach (var (field, value) in changes)
        {
            if (value is null) body.Remove(field);
            else body[field] = value;
        }

        return body.ToJsonString();
    }

    /// <summary>A good body with one field as this raw JSON.</summary>
    public static string Raw(string field, string json) => Body((field, "@@")).Replace("\"@@\"", json);
}
