namespace Router.Channel.PayPal.Http;

/// <summary>An error answer: {name, message, details: [{issue, description}]}, or OAuth's {error, error_description}.</summary>
/// <param name="Codes">Every issue named; the name itself where there is none.</param>
/// <param name="Name">The name of the error as a whole.</param>
/// <param name="Message">The first description.</param>
internal sealed record Refusal(IReadOnlyList<string> Codes, string Name, string Message)
{
    public string Code => Codes[0];

    public static Refusal Of(Exchange answer)
    {
        var name = answer.Body.Text("name") ?? answer.Body.Text("error") ?? $"http-{answer.Status}";
        var details = answer.Body.Items("details").Take(16).ToList();
        List<string> issues = [.. details.Select(d => d.Text("issue")).OfType<string>()];
        var message = details.Select(d => d.Text("description")).OfType<string>().FirstOrDefault()
            ?? answer.Body.Text("message") ?? answer.Body.Text("error_description") ?? "";
        return new(issues.Count > 0 ? issues : [name], name, message);
    }
}
