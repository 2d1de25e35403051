using System.Buffers;
using System.Text;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.UnionPay.Orders;

/// <summary>What a transaction is found and refunded by later: its txnTime, its payTimeout, and, once paid, its queryId.</summary>
internal sealed record OrderState(string TxnTime, string? PayTimeout = null, string? QueryId = null)
{
    private const int Version = 1;

    public static OrderState Of(DateTimeOffset requestTime, DateTimeOffset? expiresAt = null) =>
        new(BeijingTime.Text(requestTime), expiresAt is { } end ? BeijingTime.Text(end) : null);

    /// <summary>Reads a state; what it lacks follows from the request, which never changes.</summary>
    public static OrderState Read(ChannelState state, DateTimeOffset requestTime, DateTimeOffset? expiresAt = null)
    {
        var otherwise = Of(requestTime, expiresAt);
        if (state.Version != Version || state.Value.Length == 0) return otherwise;
        try
        {
            using var json = JsonDocument.Parse(state.Value);
            return json.RootElement.ValueKind != JsonValueKind.Object
                ? otherwise
                : new(Text(json, "t") ?? otherwise.TxnTime, Text(json, "e") ?? otherwise.PayTimeout, Text(json, "q"));
        }
        catch (JsonException)
        {
            return otherwise;
        }
    }

    public ChannelState Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("t", TxnTime);
            if (PayTimeout is not null) json.WriteString("e", PayTimeout);
            if (QueryId is not null) json.WriteString("q", QueryId);
            json.WriteEndObject();
        }

        return new(Version, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
