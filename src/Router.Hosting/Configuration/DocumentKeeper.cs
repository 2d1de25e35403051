using Router.Core.Store;

namespace Router.Hosting.Configuration;

/// <summary>Writes documents that are named by their hash, each once: what is there already has the same content.</summary>
internal sealed class DocumentKeeper(IOrderStore store)
{
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    public async Task KeepAsync(IEnumerable<(string Name, string Text)> documents)
    {
        foreach (var (name, text) in documents)
        {
            if (_kept.Contains(name)) continue;
            if (await store.LoadDocumentAsync(name).ConfigureAwait(false) is null) await store.SaveDocumentAsync(name, text).ConfigureAwait(false);
            _kept.Add(name);
        }
    }
}
