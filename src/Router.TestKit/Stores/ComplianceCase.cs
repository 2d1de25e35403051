using Router.Core.Store;

namespace Router.TestKit.Stores;

/// <summary>One promise of <see cref="IOrderStore"/>, checked on an empty store.</summary>
/// <param name="Name">The promise as a sentence.</param>
/// <param name="Check">Throws a <see cref="ComplianceException"/> where the store does not keep it.</param>
public sealed record ComplianceCase(string Name, Func<IOrderStore, Task> Check)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
