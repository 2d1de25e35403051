using Router.Core.Alarms;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Core.Telemetry;

namespace Router.Core.Notifications;

/// <summary>Takes a message to its receiver. Thread-safe; never throws for what the receiver did.</summary>
public interface IMessageSender
{
    /// <returns>Null where the receiver took it, otherwise why not.</returns>
    Task<string?> SendAsync(OutboxRecord message);
}

/// <summary>
/// Drains the outbox: at least once, a payment's messages in the order in which they became true, growing pauses between tries, and a
/// visible dead letter after the last.
/// </summary>
public sealed class OutboxDispatcher(IOrderStore store, IMessageSender sender, TimeProvider time, IAlarms? alarms = null, RouterMeter? meter = null)
{
    /// <summary>Messages sent side by side in one pass.</summary>
    public const int BatchSize = 64;

    /// <summary>Pauses after each failed try; after the last the message is dead.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <returns>How many messages were tried.</returns>
    public async Task<int> RunOnceAsync()
    {
        var due = await store.DueOutboxAsync(time.GetUtcNow(), BatchSize);
        await Task.WhenAll([.. due.Select(TryAsync)]);
        return due.Count;
    }

    private async Task TryAsync(OutboxRecord message)
    {
        var error = await sender.SendAsync(message);
        var tries = message.Tries + 1;
        var tried = error is null
            ? message with { State = OutboxState.Delivered, Tries = tries, DueAt = null, LastError = null }
            : tries > Pauses.Count
                ? message with { State = OutboxState.Dead, Tries = tries, DueAt = null, LastError = error }
                : message with { Tries = tries, DueAt = time.GetUtcNow() + Pauses[tries - 1], LastError = error };
        await store.CommitAsync(new OrderCommit { Outbox = [tried] });
        meter?.Message(tried.State == OutboxState.Delivered ? "delivered" : tried.State == OutboxState.Dead ? "dead" : "failed");
        if (tried.State == OutboxState.Dead)
            alarms?.Raise(AlarmKinds.MessageDead, message.Merchant, $"{message.Type} of payment {message.PaymentId} was given up after {tries} tries: {error}");
    }
}
