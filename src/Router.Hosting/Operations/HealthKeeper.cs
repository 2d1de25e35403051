using Router.Core.Health;
using Router.Core.Store;

namespace Router.Hosting.Operations;

/// <summary>
/// Puts health into the store. One at a time, so that an older state never overwrites a newer one. As the write that the host makes every few
/// seconds anyhow, it tells whether the store takes anything.
/// </summary>
internal sealed class HealthKeeper(HealthModel health, IOrderStore store, StoreWatch watch) : IDisposable
{
    private const string Document = "health";
    private readonly SemaphoreSlim _saving = new(1, 1);

    public async Task LoadAsync()
    {
        if (await store.LoadDocumentAsync(Document).ConfigureAwait(false) is { } saved) health.Restore(saved);
    }

    public async Task SaveAsync()
    {
        await _saving.WaitAsync().ConfigureAwait(false);
        try
        {
            await store.SaveDocumentAsync(Document, health.Save()).ConfigureAwait(false);
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

    public void Dispose() => _saving.Dispose();
}
