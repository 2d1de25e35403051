using System.Text;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Orders;

/// <summary>What is remembered of an attempt: PayPal finds an order by its own id only.</summary>
/// <param name="OrderId">The order; null until PayPal has told it.</param>
/// <param name="AuthorizationId">The authorisation of an order that was authorised.</param>
/// <param name="ClosedFrom">When an order whose intent was turned round counts as closed; null: nobody turned it, as far as is remembered.</param>
internal sealed record OrderState(string? OrderId = null, string? AuthorizationId = null, DateTimeOffset? ClosedFrom = null)
{
    private const int Version = 1;

    /// <returns>Null where it is no state of ours.</returns>
    public static OrderState? Read(ChannelState state)
    {
        if (state.Value.Length == 0) return new();
        if (state.Version != Version) return null;
        try
        {
            using var document = JsonDocument.Parse(state.Value, JsonReading.Strict);
            DateTimeOffset? closedFrom = document.RootElement.TryGetProperty("closedFrom", out var from) && from.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
            return new(document.RootElement.Text("order"), document.RootElement.Text("authorization"), closedFrom);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public ChannelState Write()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (OrderId is not null) json.WriteString("order", OrderId);
            if (AuthorizationId is not null) json.WriteString("authorization", AuthorizationId);
            if (ClosedFrom is { } from) json.WriteNumber("closedFrom", from.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return new(Version, Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
