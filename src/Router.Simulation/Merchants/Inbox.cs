using System.Text.Json;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Simulation.Checks;
using Router.Simulation.Faults;
using Router.Simulation.World;

namespace Router.Simulation.Merchants;

/// <summary>What the merchant was told. It takes each message once, by its id, in the order in which it comes.</summary>
internal sealed class Inbox(SimWorld world, FaultPlan faults, Draw draw, Findings findings)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutboxRecord> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);

    public int Messages => _seen.Count;

    /// <summary>The state of a payment or refund as the last message about it had it; null: none came.</summary>
    public string? StateOf(string id) => _states.GetValueOrDefault(id);

    public bool Has(string messageId) => _seen.Contains(messageId);

    public IMessageSender SenderOf(Place place) => new Sender(this, place);

    private string? Take(OutboxRecord message)
    {
        if (faults.Draws(FaultKind.ReceiverFails, draw) && draw.Chance(0.6)) return "500";
        if (!_seen.Add(message.Id)) return null;
        world.Note("message", message.PaymentId, message.Type);
        if (_last.TryGetValue(message.PaymentId, out var last) && message.CreatedAt < last.CreatedAt - TimeSpan.FromSeconds(Tolerance))
            findings.Add("I8", message.PaymentId, $"{message.Type} came first after {last.Type}, which is younger");
        _last[message.PaymentId] = message;
        using var body = JsonDocument.Parse(message.Body);
        var data = body.RootElement.GetProperty("data");
        _states[message.RefundId ?? message.PaymentId] = data.GetProperty("state").GetString()!;
        return null;
    }

    /// <summary>Two nodes' clocks may differ by so many seconds.</summary>
    private const double Tolerance = 60;

    private sealed class Sender(Inbox inbox, Place place) : IMessageSender
    {
        public Task<string?> SendAsync(OutboxRecord message)
        {
            var reply = new TaskCompletionSource<string?>();
            place.World.After(inbox.Delay(), () =>
            {
                var answer = inbox.Take(message);
                if (inbox.AnswerIsLost()) answer = "timeout";
                place.World.After(inbox.Delay(), () => reply.TrySetResult(answer));
            });
            return reply.Task;
        }
    }

    private TimeSpan Delay() => draw.Between(0.01, 0.2);

    private bool AnswerIsLost() => faults.Draws(FaultKind.ReceiverFails, draw) && draw.Chance(0.4);
}
