using System.Collections.Concurrent;

namespace Router.Load.Records;

/// <summary>All that the merchants asked for and were told, kept outside the engine. Thread-safe.</summary>
internal sealed class History
{
    private readonly ConcurrentDictionary<string, string> _told = new(StringComparer.Ordinal);

    public ConcurrentQueue<AskedPayment> Payments { get; } = [];

    public ConcurrentQueue<AskedRefund> Refunds { get; } = [];

    /// <summary>Answers that contradict earlier ones.</summary>
    public ConcurrentQueue<string> Contradictions { get; } = [];

    /// <summary>Messages that came in.</summary>
    public long Messages;

    /// <summary>The last state that the merchant was told of a payment or refund.</summary>
    public string? ToldOf(string id) => _told.GetValueOrDefault(id);

    public void Tell(string id, string state) => _told[id] = state;

    public void Acknowledge(AskedPayment asked, string paymentId, string state)
    {
        if (asked.Acknowledge(paymentId, state) is { } wrong) Contradictions.Enqueue(wrong);
    }
}
