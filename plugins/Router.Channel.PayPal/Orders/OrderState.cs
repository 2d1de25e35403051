using System.Text;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Orders;

/// <summary>What is remembered of an attempt: PayPal finds an order by its own id only.</summary>
/// <param name="OrderId">The order; null until PayPal has told it.</param>
/// <param name="AuthorizationId">The authorisation of an order that was authorised.</param>
internal sealed record OrderState(string? OrderId = null, string? AuthorizationId = null)
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
            return new(document.RootElement.Text("order"), document.RootElement.Text("authorization"));
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
            json.WriteEndObject();
        }

        return new(Version, Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
