using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Intents;

/// <summary>
/// What an attempt remembers: the exact form that makes its intent, so that sending it again is the same bytes under any later version of
/// this plugin, and the intent's id once it is known.
/// </summary>
/// <param name="CreateForm">Null for an attempt that cannot be sent; <paramref name="Refusal"/> says why.</param>
/// <param name="IntentId">The intent, once an answer named it.</param>
/// <param name="Refusal">Why it cannot be sent.</param>
internal sealed record AttemptMemo(string? CreateForm, string? IntentId = null, string? Refusal = null)
{
    public const int Version = 1;

    /// <returns>Null for a state that is not ours, or none.</returns>
    public static AttemptMemo? Read(ChannelState state)
    {
        if (state.Version != Version || state.Value.Length == 0) return null;
        try
        {
            using var document = JsonDocument.Parse(state.Value);
            var root = document.RootElement;
            var memo = new AttemptMemo(root.Text("create"), root.Text("intent"), root.Text("refusal"));
            return memo is { CreateForm: null, IntentId: null, Refusal: null } ? null : memo;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public ChannelState ToState()
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            if (CreateForm is not null) writer.WriteString("create", CreateForm);
            if (IntentId is not null) writer.WriteString("intent", IntentId);
            if (Refusal is not null) writer.WriteString("refusal", Refusal);
            writer.WriteEndObject();
        }

        return new(Version, Encoding.UTF8.GetString(text.ToArray()));
    }
}
