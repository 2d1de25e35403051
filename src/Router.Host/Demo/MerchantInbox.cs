using System.Text.Json;
using Router.Core.Notifications;
using Router.Core.Orders;

namespace Router.Host.Demo;

/// <summary>Where merchants keep what they were told: the last state of each payment, and how many messages of each type.</summary>
internal sealed class MerchantInbox : IMessageSender
{
    private static readonly string[] s_states = ["payment.succeeded", "payment.failed", "payment.closed", "payment.suspense"];
    private readonly Dictionary<string, string> _states = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public string? StateOf(string paymentId) => _states.GetValueOrDefault(paymentId);

    public Task<string?> SendAsync(OutboxRecord message)
    {
        _counts[message.Type] = _counts.GetValueOrDefault(message.Type) + 1;
        if (s_states.Contains(message.Type))
        {
            using var body = JsonDocument.Parse(message.Body);
            var data = body.RootElement.GetProperty("data");
            _states[data.GetProperty("paymentId").GetString()!] = data.GetProperty("state").GetString()!;
        }

        return Task.FromResult<string?>(null);
    }
}
