namespace Router.Plugins.Running;

/// <summary>Remembers every version that was retired until its code is really gone.</summary>
internal sealed class UnloadWatch(PluginCatalogOptions options)
{
    private readonly Lock _lock = new();
    private readonly List<Leaving> _leaving = [];

    public Task Retire(RunningPlugin plugin)
    {
        var leaving = new Leaving { Plugin = plugin, Info = plugin.Info, Since = options.Time.GetUtcNow() };
        lock (_lock)
            _leaving.Add(leaving);
        return FollowAsync(leaving);
    }

    public IReadOnlyList<UnloadReport> Check()
    {
        lock (_lock)
        {
            _leaving.RemoveAll(l => l.Context is { IsAlive: false });
            return [.. _leaving.Select(Report)];
        }
    }

    private async Task FollowAsync(Leaving leaving)
    {
        var context = await leaving.Plugin!.RetireAsync().ConfigureAwait(false);
        lock (_lock)
        {
            leaving.Plugin = null;
            leaving.CollectionsBefore = GC.CollectionCount(GC.MaxGeneration);
            leaving.Context = context;
        }
    }

    private UnloadReport Report(Leaving leaving)
    {
        var collections = leaving.Context is null ? 0 : GC.CollectionCount(GC.MaxGeneration) - leaving.CollectionsBefore;
        var manifest = leaving.Info.Manifest;
        return new(manifest.Id, manifest.Version, leaving.Info.ContentHash, leaving.Since, leaving.Plugin?.CallsInFlight ?? 0,
            collections >= options.UnloadCollectionsMax ? Diagnostics.NotUnloaded(manifest.Id, manifest.Version, collections) : null);
    }

    private sealed class Leaving
    {
        public required RunningPlugin? Plugin { get; set; }
        public required LoadedPlugin Info { get; init; }
        public required DateTimeOffset Since { get; init; }
        public WeakReference? Context { get; set; }
        public int CollectionsBefore { get; set; }
    }
}
