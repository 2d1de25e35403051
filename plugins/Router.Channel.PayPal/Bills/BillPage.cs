using System.Text.Json;
using Router.Abstractions;
using Router.Channel.PayPal.Http;

namespace Router.Channel.PayPal.Bills;

/// <summary>One page of Transaction Search, or why there is none.</summary>
internal sealed record BillPage
{
    public ChannelFault? Fault { get; init; }

    /// <summary>True where PayPal has more than the 10 000 it lists for one question.</summary>
    public bool IsTooLarge { get; init; }

    public int Number { get; init; }

    public int Items { get; init; }

    public int Pages { get; init; }

    public DateTimeOffset? RefreshedAt { get; init; }

    public IReadOnlyList<JsonElement> Transactions { get; init; } = [];

    public static BillPage Read(Exchange answer, string merchantId)
    {
        if (answer.Trouble is { } trouble) return new() { Fault = trouble };
        if (!answer.IsOk)
        {
            var refusal = Refusal.Of(answer);
            if (refusal.Codes.Contains("RESULTSET_TOO_LARGE") || refusal.Name == "RESULTSET_TOO_LARGE") return new() { IsTooLarge = true };
            var blame = answer.Status is 401 or 403 ? FaultBlame.Us : FaultBlame.Channel;
            return new() { Fault = new(FaultStage.Answered, blame, refusal.Code, refusal.Message, answer.RetryAfter) };
        }

        var body = answer.Body;
        if (body.Text("account_number") is { } account && account != merchantId) return Bad("the bill is another merchant's");
        if (Count(body, "total_items") is not { } items || Count(body, "total_pages") is not { } pages) return Bad("the bill's page names no totals");
        return new()
        {
            Number = Count(body, "page") ?? 1,
            Items = items,
            Pages = pages,
            RefreshedAt = body.Time("last_refreshed_datetime"),
            Transactions = [.. body.Items("transaction_details").Select(t => t.Member("transaction_info"))],
        };
    }

    private static BillPage Bad(string why) => new() { Fault = new(FaultStage.Answered, FaultBlame.Channel, "bill", why) };

    private static int? Count(JsonElement body, string name)
    {
        var member = body.Member(name);
        return member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var count) && count >= 0 ? count : null;
    }
}
