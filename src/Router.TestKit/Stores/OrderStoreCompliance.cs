using Router.Core.Store;

namespace Router.TestKit.Stores;

/// <summary>
/// What every <see cref="IOrderStore"/> must do. A store author's test is a fixture and one line, whatever the test framework:
/// a theory over <see cref="Names"/> that calls <see cref="RunAsync"/>.
/// </summary>
public static class OrderStoreCompliance
{
    /// <summary>Every promise, in the order in which to read them.</summary>
    public static IReadOnlyList<ComplianceCase> Cases { get; } =
    [
        .. PaymentCases.All, .. AtomicityCases.All, .. RefundCases.All, .. DueCases.All, .. OutboxCases.All, .. ListCases.All,
        .. RecordCases.All, .. LimitCases.All, .. ConcurrencyCases.All, .. ModelCases.All,
    ];

    /// <summary>The names of <see cref="Cases"/>, for a theory's data.</summary>
    public static IEnumerable<string> Names => Cases.Select(c => c.Name);

    /// <summary>Runs one case on a new store.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="openEmpty">Opens an empty store; it is disposed afterwards if it can be.</param>
    /// <exception cref="ComplianceException">The store does not keep the promise.</exception>
    public static async Task RunAsync(string name, Func<ValueTask<IOrderStore>> openEmpty)
    {
        ArgumentNullException.ThrowIfNull(openEmpty);
        var found = Cases.FirstOrDefault(c => c.Name == name)
            ?? throw new ArgumentException($"There is no compliance case '{name}'.", nameof(name));
        var store = await openEmpty();
        try
        {
            await found.Check(store);
        }
        finally
        {
            if (store is IAsyncDisposable disposable) await disposable.DisposeAsync();
        }
    }
}
