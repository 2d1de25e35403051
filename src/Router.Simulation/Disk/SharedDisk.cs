using Router.Core.Store;
using Router.Simulation.Checks;
using Router.Simulation.Faults;
using Router.Simulation.World;
using Router.TestKit.Stores;

namespace Router.Simulation.Disk;

/// <summary>
/// What survives: every commit that reached it, in one order. Nodes reach it through <see cref="NodeStore"/>. A commit that is under way
/// when its node dies may be kept or not.
/// </summary>
internal sealed class SharedDisk(SimWorld world, FaultPlan faults, Draw draw, CommitWatch watch)
{
    private readonly List<OrderCommit> _journal = [];
    private int _synced;
    private int _powerLosses;

    public InMemoryOrderStore Orders { get; private set; } = new();

    /// <summary>A planted mistake: commits are acknowledged before they are synced, and a power loss takes those that are not.</summary>
    public bool AcknowledgesEarly { get; set; }

    public bool IsOut { get; private set; }

    public CommitResult Apply(OrderCommit commit)
    {
        if (Decided(commit) && faults.Draws(FaultKind.Conflict, draw)) return CommitResult.Conflict;
        var before = CommitWatch.Before(Orders, commit);
        var result = Orders.CommitAsync(commit).Result();
        if (result != CommitResult.Committed) return result;
        watch.After(before, commit);
        if (!AcknowledgesEarly) return result;
        _journal.Add(commit);
        var (upTo, losses) = (_journal.Count, _powerLosses);
        world.After(draw.Between(0.01, 0.5), () => _synced = losses == _powerLosses ? Math.Max(_synced, upTo) : _synced);
        return result;
    }

    /// <summary>For a while nothing can be read or written.</summary>
    public void GoOut(TimeSpan span)
    {
        IsOut = true;
        world.Note("disk-out", span.ToString());
        world.After(span, () => IsOut = false);
    }

    /// <summary>What was not synced is gone.</summary>
    public void LosePower()
    {
        if (!AcknowledgesEarly || _synced == _journal.Count) return;
        _powerLosses++;
        _journal.RemoveRange(_synced, _journal.Count - _synced);
        Orders = new();
        foreach (var commit in _journal) Orders.CommitAsync(commit).Result();
    }

    // Only a change of something that is there can meet another change.
    private static bool Decided(OrderCommit commit) => commit is { Payment.ExpectedVersion: > 0 } or { Payment: null, Refund.ExpectedVersion: > 0 };
}
