using System.Text.Json;

namespace Router.Core.Health;

/// <content>What survives a restart: open breakers; counters begin anew.</content>
public sealed partial class OperationHealth
{
    /// <summary>The open breakers as JSON, for the store; the same text while nothing about them changes.</summary>
    public string Save()
    {
        lock (_gate)
        {
            return JsonSerializer.Serialize(
                [.. _entries.Values.Where(e => e.Breaker.IsOpen).Select(e =>
                    new StoredOperation(e.AccountId, e.Operation, e.Breaker.BreakUntil, e.Breaker.FailedProbes, e.Breaker.GoodProbes))],
                HealthJson.Default.IReadOnlyListStoredOperation);
        }
    }

    /// <summary>Takes back what <see cref="Save"/> gave. A break never lasts longer than its own length from now on, whatever the clocks say.</summary>
    /// <returns>False where the text cannot be read; nothing is changed then.</returns>
    public bool Restore(string saved)
    {
        IReadOnlyList<StoredOperation>? stored;
        try
        {
            stored = JsonSerializer.Deserialize(saved, HealthJson.Default.IReadOnlyListStoredOperation);
        }
        catch (JsonException)
        {
            return false;
        }

        lock (_gate)
        {
            foreach (var one in stored ?? [])
            {
                var breaker = Find_NeedsLock(one.AccountId, one.Operation).Breaker;
                breaker.Restore(isOpen: true, one.BreakUntil, one.FailedProbes, one.GoodProbes, failuresNotSent: false);
                breaker.Bound(time.GetUtcNow());
            }
        }

        return stored is not null;
    }
}
