namespace Router.Plugins.Loading;

/// <summary>Removes copies that nothing runs from any more. The plugin folders hold the originals.</summary>
internal static class CacheSweep
{
    private static readonly TimeSpan _youngest = TimeSpan.FromHours(1);

    public static void Run(PluginCatalogOptions options, HashSet<string> inUse)
    {
        var before = options.Time.GetUtcNow().UtcDateTime - _youngest;
        try
        {
            foreach (var plugin in new DirectoryInfo(options.CacheRoot).EnumerateDirectories())
                foreach (var copy in plugin.EnumerateDirectories())
                    if (!inUse.Contains(copy.Name) && copy.LastWriteTimeUtc < before)
                        copy.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A copy that stays costs a little disk and is tried again at the next update.
        }
    }
}
