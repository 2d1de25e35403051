using System.Text.Json.Nodes;

namespace Router.Host.Client;

/// <summary>The router refused: its problem details.</summary>
internal sealed class ProblemException(JsonObject problem) : Exception
{
    public JsonObject Problem { get; } = problem;

    public string Text
    {
        get
        {
            var where = Problem["field"] is { } name ? $" (field: {name})" : "";
            var payment = Problem["paymentId"] is { } id ? $"{Environment.NewLine}payment {id} is {Problem["state"]}" : "";
            return $"Refused, code {Problem["code"]}: {Problem["message"] ?? Problem["detail"] ?? Problem["title"]}{where}{payment}";
        }
    }
}
