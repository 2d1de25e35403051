using System.Globalization;
using Router.Abstractions;

namespace Router.TestKit.Channels;

/// <summary>What a fake channel's own books say, apart from what it answers. Not thread-safe.</summary>
public sealed class FakeLedger
{
    private readonly SortedDictionary<string, FakeEntry> _entries = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Money> _refunds = new(StringComparer.Ordinal);

    /// <summary>Every attempt the channel knows, in order of number.</summary>
    public IReadOnlyCollection<FakeEntry> Entries => _entries.Values;

    /// <summary>Every refund that was made, by its number.</summary>
    public IReadOnlyDictionary<string, Money> Refunds => _refunds;

    /// <summary>What was captured less what was given back, minor units, over all attempts.</summary>
    public long NetMinor => _entries.Values.Sum(e => e.CapturedMinor - e.ReturnedMinor);

    /// <summary>The entry of an attempt; null where the channel does not know it.</summary>
    /// <param name="attemptNumber">The attempt.</param>
    public FakeEntry? Find(string attemptNumber) => _entries.GetValueOrDefault(attemptNumber);

    /// <summary>Notes an attempt that can be paid.</summary>
    /// <param name="attemptNumber">The attempt.</param>
    /// <param name="amount">Its amount.</param>
    public FakeEntry Open(string attemptNumber, Money amount) => Put(new(attemptNumber, amount, AttemptStatus.Pending));

    /// <summary>The money moves, whatever the attempt was before.</summary>
    /// <param name="attemptNumber">The attempt.</param>
    /// <param name="amount">What is taken.</param>
    public FakeEntry Capture(string attemptNumber, Money amount)
    {
        var id = "tx-" + attemptNumber;
        return Put(new(attemptNumber, amount, AttemptStatus.Paid) { CapturedMinor = amount.Minor, TransactionId = id });
    }

    /// <summary>Ends an attempt unpaid, or gives a captured one back whole.</summary>
    /// <param name="attemptNumber">The attempt.</param>
    /// <param name="status">Closed, Declined or Reversed.</param>
    public void End(string attemptNumber, AttemptStatus status)
    {
        if (Find(attemptNumber) is not { } entry) return;
        Put(entry with { Status = status, ReturnedMinor = status == AttemptStatus.Reversed ? entry.CapturedMinor : entry.ReturnedMinor });
    }

    /// <summary>Gives money back, once a number; repeats change nothing.</summary>
    /// <param name="refundNumber">The refund.</param>
    /// <param name="attemptNumber">The attempt.</param>
    /// <param name="amount">How much.</param>
    /// <returns>False where that is more than is left.</returns>
    public bool Refund(string refundNumber, string attemptNumber, Money amount)
    {
        if (_refunds.ContainsKey(refundNumber)) return true;
        if (Find(attemptNumber) is not { } entry || entry.ReturnedMinor + amount.Minor > entry.CapturedMinor) return false;
        _refunds.Add(refundNumber, amount);
        Put(entry with { ReturnedMinor = entry.ReturnedMinor + amount.Minor });
        return true;
    }

    /// <summary>The books, a line an attempt: for messages of failed tests.</summary>
    public override string ToString() => string.Join(
        "; ", _entries.Values.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.AttemptNumber} {e.Status} {e.CapturedMinor}-{e.ReturnedMinor}")));

    private FakeEntry Put(FakeEntry entry) => _entries[entry.AttemptNumber] = entry;
}

/// <summary>One attempt in a fake channel's books.</summary>
/// <param name="AttemptNumber">The attempt.</param>
/// <param name="Amount">What it was opened for.</param>
/// <param name="Status">What it is.</param>
public sealed record FakeEntry(string AttemptNumber, Money Amount, AttemptStatus Status)
{
    /// <summary>What was taken, minor units.</summary>
    public long CapturedMinor { get; init; }

    /// <summary>What went back, minor units.</summary>
    public long ReturnedMinor { get; init; }

    /// <summary>The channel's id of the capture.</summary>
    public string? TransactionId { get; init; }
}
