using Router.Core.Health;
using Router.Core.Payments;
using Router.Core.Store;

namespace Router.Hosting.Operations;

/// <summary>
/// Puts health into the store. One at a time, so that an older state never overwrites a newer one. As the write that the host makes every few
/// seconds anyhow, it tells whether the store takes anything.
/// </summary>
internal sealed class HealthKeeper(HealthModel health, OperationHealth operations, IOrderStore store, StoreWatch watch, ISnapshotSource snapshots) : IDisposable
{
    private const string Document = "health", Operations = "health-operations";
    private string _savedOperations = "[]";
    private readonly SemaphoreSlim _saving = new(1, 1);

    public async Task LoadAsync()
    {
        if (await store.LoadDocumentAsync(Document).ConfigureAwait(false) is { } saved) health.Restore(saved);
        if (await store.LoadDocumentAsync(Operations).ConfigureAwait(false) is not { } breakers || !operations.Restore(breakers)) return;
        operations.Keep(snapshots.Current.Catalog);
        _savedOperations = breakers;
    }

    public async Task SaveAsync()
    {
        await _saving.WaitAsync().ConfigureAwait(false);
        try
        {
            await store.SaveDocumentAsync(Document, health.Save()).ConfigureAwait(false);
            await SaveOperationsAsync().ConfigureAwait(false);
            watch.Took();
        }
        catch (StoreUnavailableException exception)
        {
            watch.Refused(exception.Message);
            throw;
        }
        finally
        {
            _saving.Release();
        }
    }

    private async Task SaveOperationsAsync()
    {
        var breakers = operations.Save();
        if (breakers == _savedOperations) return;
        await store.SaveDocumentAsync(Operations, breakers).ConfigureAwait(false);
        _savedOperations = breakers;
    }

    public void Dispose() => _saving.Dispose();
}
