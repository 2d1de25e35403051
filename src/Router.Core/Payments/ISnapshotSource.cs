using Router.Core.Routing;

namespace Router.Core.Payments;

/// <summary>Gives the configuration in force: one immutable snapshot, captured once at the top of a payment. Thread-safe.</summary>
public interface ISnapshotSource
{
    RouterSnapshot Current { get; }
}
