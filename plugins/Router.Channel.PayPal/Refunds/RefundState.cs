using System.Text;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Refunds;

/// <summary>What is remembered of a refund: PayPal's id of it, once told.</summary>
internal sealed record RefundState(string? RefundId = null)
{
    private const int Version = 1;

    /// <returns>Null where it is no state of ours.</returns>
    public static RefundState? Read(ChannelState state)
    {
        if (state.Value.Length == 0) return new();
        if (state.Version != Version) return null;
        try
        {
            using var document = JsonDocument.Parse(state.Value, JsonReading.Strict);
            return new(document.RootElement.Text("refund"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public ChannelState Write() =>
        RefundId is null ? ChannelState.Empty : new(Version, $$"""{"refund":"{{JsonEncodedText.Encode(RefundId)}}"}""");
}
