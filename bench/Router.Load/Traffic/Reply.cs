using System.Text.Json;

namespace Router.Load.Traffic;

/// <summary>What the host answered.</summary>
/// <param name="Status">HTTP; 0: no answer.</param>
/// <param name="Code">The six digits of an error; "" for success.</param>
/// <param name="PaymentId">Of the payment it speaks of.</param>
/// <param name="State">Of that payment, or of the refund.</param>
/// <param name="RefundId">Where it is about one.</param>
internal sealed record Reply(int Status, string Code, string? PaymentId, string? State, string? RefundId)
{
    public static readonly Reply None = new(0, "no-answer", null, null, null);

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>Whether asking again may bring another answer: nobody knows what became of the request.</summary>
    public bool IsOpen => Status is 0 or >= 500;

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (bytes.Length == 0) return new(status, "empty", null, null, null);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var code = Text(document, "code") ?? "no-code";
            return new(status, code == "000000" ? "" : code, Text(document, "paymentId"), Text(document, "state"), Text(document, "refundId"));
        }
        catch (JsonException)
        {
            return new(status, "no-json", null, null, null);
        }
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
}
