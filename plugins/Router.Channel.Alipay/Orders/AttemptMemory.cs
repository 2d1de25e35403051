using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Alipay.Orders;

/// <summary>
/// What is remembered of an attempt: that it was seen paid, and that a cancel was asked for. Together they tell a paid trade that was
/// refunded from one that was taken back, which look alike at Alipay.
/// </summary>
internal sealed record AttemptMemory(bool Paid, bool CancelAsked)
{
    private const int Version = 1;

    public static AttemptMemory Fresh { get; } = new(false, false);

    public ChannelState ToState() => new(Version, $$"""{"paid":{{(Paid ? "true" : "false")}},"cancelAsked":{{(CancelAsked ? "true" : "false")}}}""");

    public static AttemptMemory Read(ChannelState state)
    {
        if (state.Value.Length == 0) return Fresh;
        try
        {
            var value = JsonElement.Parse(state.Value);
            return new(IsSet(value, "paid"), IsSet(value, "cancelAsked"));
        }
        catch (JsonException)
        {
            return Fresh;
        }
    }

    private static bool IsSet(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
}
