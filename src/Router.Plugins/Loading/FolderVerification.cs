using Router.Abstractions;

namespace Router.Plugins.Loading;

internal static class FolderVerification
{
    public static PluginVerification Run(string folder, string cacheRoot, TimeSpan? codeLimit)
    {
        var options = new PluginCatalogOptions
        {
            CacheRoot = cacheRoot,
            OpenHost = static (_, _) => throw new InvalidOperationException("Nothing is opened here."),
        };
        if (codeLimit is { } limit)
            options = options with { CodeLimit = limit };
        var id = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        var problems = new List<PluginDiagnostic>();
        ChannelManifest? manifest = null;
        var contents = PluginLoader.ReadFolder(id, folder, trust: null, isProduction: false, problems, out var list);
        if (contents is not null && ManifestReader.Read(id, contents, problems) is { } read)
        {
            manifest = read;
            ManifestReader.CheckContract(read.Id, read.Contract, problems);
            if (problems.Count == 0)
                _ = new PluginLoader(options).Load(read, contents, entry: null, problems)?.RetireAsync();
        }
        return new(manifest, contents?.Hash, list?.Sha256, problems);
    }
}
