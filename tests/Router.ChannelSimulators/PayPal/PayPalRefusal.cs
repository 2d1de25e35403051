using System.Text.Json.Nodes;

namespace Router.ChannelSimulators.PayPal;

/// <summary>PayPal's error answer.</summary>
internal sealed class PayPalRefusal(int status, string name, string? issue = null, string description = "", JsonArray? links = null)
    : Exception($"{status} {name} {issue}")
{
    public WireAnswer Answer()
    {
        var body = new JsonObject
        {
            ["name"] = name,
            ["message"] = description.Length > 0 ? description : "The request could not be performed.",
            ["debug_id"] = "b1d1f06c7246c",
        };
        if (issue is not null) body["details"] = new JsonArray(new JsonObject { ["issue"] = issue, ["description"] = description });
        if (links is not null) body["links"] = links;
        return PayPalJson.Answer(status, body);
    }

    public static PayPalRefusal Unprocessable(string issue, string description) => new(422, "UNPROCESSABLE_ENTITY", issue, description);

    public static PayPalRefusal Invalid(string issue, string description) => new(400, "INVALID_REQUEST", issue, description);

    public static PayPalRefusal NotFound() => new(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID", "Specified resource ID does not exist.");
}
