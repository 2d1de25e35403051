using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Refunds;

/// <summary>What a refund remembers.</summary>
/// <param name="RefundId">Stripe's id, once an answer named it.</param>
/// <param name="Tries">
/// How many tries Stripe has refused for something that may pass, as too low a balance. Each has a key of its own: under the old one Stripe would repeat the refusal for a day.
/// </param>
internal sealed record RefundMemo(string? RefundId = null, int Tries = 0)
{
    public const int Version = 1;

    public static RefundMemo Read(ChannelState state)
    {
        if (state.Version != Version || state.Value.Length == 0) return new();
        try
        {
            using var document = JsonDocument.Parse(state.Value);
            return new(document.RootElement.Text("refund"), (int)Math.Clamp(document.RootElement.Whole("tries") ?? 0, 0, int.MaxValue - 1));
        }
        catch (JsonException)
        {
            return new();
        }
    }

    public RefundMemo Next() => this with { Tries = Tries + 1 };

    public ChannelState ToState()
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            if (RefundId is not null) writer.WriteString("refund", RefundId);
            if (Tries > 0) writer.WriteNumber("tries", Tries);
            writer.WriteEndObject();
        }

        return new(Version, Encoding.UTF8.GetString(text.ToArray()));
    }
}
