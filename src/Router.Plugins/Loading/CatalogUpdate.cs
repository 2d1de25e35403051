using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Router.Plugins.Loading;

/// <summary>One update of the catalog after another; never two at once.</summary>
internal sealed class CatalogUpdate(
    PluginCatalogOptions options, UnloadWatch unloads,
    Func<FrozenDictionary<string, RunningPlugin>> running, Action<FrozenDictionary<string, RunningPlugin>> publish)
{
    private readonly PluginLoader _loader = new(options);

    // Code that hung or threw is not run again until its files change: each try could cost a thread.
    private readonly Dictionary<string, (string Hash, List<PluginDiagnostic> Problems)> _refused = new(StringComparer.Ordinal);
    private bool _reflectionSaid;

    public PluginReport Run(PluginsFile file, bool force)
    {
        var diagnostics = new List<PluginDiagnostic>(file.Problems);
        var changes = new List<PluginChange>();
        var statuses = new SortedDictionary<string, PluginStatus>(StringComparer.Ordinal);
        if (JsonSerializer.IsReflectionEnabledByDefault && !_reflectionSaid)
            diagnostics.Add(Diagnostics.ReflectionJson());
        _reflectionSaid = true;
        if (file.IsUsable)
        {
            foreach (var entry in file.Entries)
                statuses[entry.Id] = Update(entry, changes);
            var unwanted = running().Keys.Where(id => !statuses.TryGetValue(id, out var s) || !s.Enabled).Order(StringComparer.Ordinal);
            foreach (var id in unwanted.ToList())
                Remove(id, force, statuses, changes);
            var leaving = unloads.Check().Select(l => l.ContentHash);
            CacheSweep.Run(options, [.. running().Values.Select(p => p.Info.ContentHash), .. leaving]);
        }
        foreach (var (id, plugin) in running())
            statuses[id] = statuses.TryGetValue(id, out var known) ? known with { Running = plugin.Info } : new(id, plugin.Info, plugin.Info.AcceptsNewPayments, []);
        diagnostics.AddRange(statuses.Values.SelectMany(s => s.Diagnostics));
        return new(changes, [.. statuses.Values], diagnostics);
    }

    private PluginStatus Update(PluginEntry entry, List<PluginChange> changes)
    {
        var current = running().GetValueOrDefault(entry.Id);
        // Disabled means: no new payments. What open money still needs is loaded all the same, after a restart too.
        if (!entry.Enabled && current is null && NeedsOf(entry.Id).Count == 0)
            return new(entry.Id, null, false, []);
        var problems = new List<PluginDiagnostic>();
        var next = TryLoad(entry, current, problems);
        if (current is not null)
        {
            current.Info = current.Info with { AcceptsNewPayments = entry.Enabled, AccountsFile = entry.AccountsFile };
            publish(running());
        }
        if (next is not null)
        {
            Publish(entry.Id, next);
            changes.Add(current is null
                ? new(PluginChangeKind.Added, entry.Id, null, next.Info.Manifest.Version)
                : new(PluginChangeKind.Replaced, entry.Id, current.Info.Manifest.Version, next.Info.Manifest.Version));
            if (current is not null)
                _ = unloads.Retire(current);
        }
        else if (current is not null)
        {
            problems = problems.ConvertAll(p => Diagnostics.KeptRunning(p, current.Info.Manifest.Version));
        }
        return new(entry.Id, next?.Info ?? current?.Info, entry.Enabled, problems);
    }

    /// <returns>A new version; null where the one that runs is up to date or the new one is bad.</returns>
    private RunningPlugin? TryLoad(PluginEntry entry, RunningPlugin? current, List<PluginDiagnostic> problems)
    {
        var folder = Path.GetFullPath(Path.Combine(options.PluginsRoot, entry.Folder));
        var contents = PluginLoader.ReadFolder(entry.Id, folder, entry.Trust, options.IsProduction, problems, out _);
        if (contents is null)
            return null;
        var manifest = PluginLoader.ReadManifest(entry.Id, entry.Versions, contents, problems);
        if (manifest is null || problems.Count > 0 || current?.Info.ContentHash == contents.Hash)
            return null;
        if (_refused.TryGetValue(entry.Id, out var refused) && refused.Hash == contents.Hash)
        {
            problems.AddRange(refused.Problems);
            return null;
        }
        var loaded = _loader.Load(manifest, contents, entry, problems);
        if (problems.Exists(p => p.Id is "RTR2028" or "RTR2029"))
            _refused[entry.Id] = (contents.Hash, [.. problems]);
        else
            _refused.Remove(entry.Id);
        return loaded;
    }

    private void Remove(string id, bool force, SortedDictionary<string, PluginStatus> statuses, List<PluginChange> changes)
    {
        var plugin = running()[id];
        var needs = force ? [] : NeedsOf(id);
        if (needs.Count == 0)
        {
            Unpublish(id);
            // Asked again: a payment may have begun between the question and the removal.
            needs = force ? [] : NeedsOf(id);
        }
        if (needs.Count > 0)
        {
            plugin.Info = plugin.Info with { AcceptsNewPayments = false };
            Publish(id, plugin);
            var problem = Diagnostics.StillNeeded(id, needs);
            IReadOnlyList<PluginDiagnostic> before = statuses.TryGetValue(id, out var status) ? status.Diagnostics : [];
            statuses[id] = new(id, plugin.Info, false, [.. before, problem]);
            return;
        }
        changes.Add(new(PluginChangeKind.Removed, id, plugin.Info.Manifest.Version, null));
        if (statuses.TryGetValue(id, out var gone))
            statuses[id] = gone with { Running = null };
        _ = unloads.Retire(plugin);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the host's answer throws, nothing may be removed on it.")]
    private IReadOnlyList<string> NeedsOf(string id)
    {
        try
        {
            return options.StillNeeds(id);
        }
        catch (Exception e)
        {
            return [$"perhaps something: it could not be found out ({e.Message})"];
        }
    }

    private void Publish(string id, RunningPlugin plugin) =>
        publish(running().Where(p => p.Key != id).Append(new(id, plugin)).ToFrozenDictionary(StringComparer.Ordinal));

    private void Unpublish(string id) => publish(running().Where(p => p.Key != id).ToFrozenDictionary(StringComparer.Ordinal));
}
