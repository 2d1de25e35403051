using Router.Hosting.Configuration;
using Router.Plugins;

namespace Router.Hosting.Background;

/// <summary>
/// Sees that a file which matters has changed, by looking. Looking works in containers, on network disks and with every editor; a change is
/// reported only once it has held still for one look, so that a file half written is not read.
/// </summary>
internal sealed class FileWatch(PaymentRouterOptions options, LiveConfiguration configuration)
{
    private string? _loaded;
    private string? _seen;

    /// <returns>True where something has changed since the last load and holds still now.</returns>
    public bool HasChanged()
    {
        var now = Stamp();
        var still = now == _seen;
        _seen = now;
        _loaded ??= now;
        return still && now != _loaded;
    }

    /// <summary>What was seen last is loaded now; until then it stays a change, so that a load which failed is tried again.</summary>
    public void Loaded() => _loaded = _seen;

    private string Stamp()
    {
        var files = new List<string> { options.PluginsFile, options.RulesFile, options.FactsFile, options.BinsFile };
        files.AddRange(configuration.AccountFiles);
        if (Directory.Exists(options.PluginsRootPath))
        {
            foreach (var folder in Directory.EnumerateDirectories(options.PluginsRootPath).Order(StringComparer.Ordinal))
            {
                files.Add(Path.Combine(folder, "plugin.json"));
                files.Add(Path.Combine(folder, "plugin.hashes.json"));
            }
        }

        foreach (var entry in PluginsFile.Read(Path.GetFullPath(options.PluginsFile)).Entries.Where(e => Path.IsPathRooted(e.Folder)))
            files.Add(Path.Combine(entry.Folder, "plugin.hashes.json"));
        return string.Join('|', files.Select(StampOf));
    }

    private static string StampOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{path}:{file.LastWriteTimeUtc.Ticks}:{file.Length}" : $"{path}:-";
    }
}
