using Router.Abstractions;

namespace Router.Plugins.Loading;

/// <summary>The steps from a folder to a running plugin, in order. Each later step sees only what the earlier ones let through.</summary>
internal sealed class PluginLoader(PluginCatalogOptions options)
{
    /// <summary>Step one: what lies in the folder, and may it be believed? No trust given: the hash list is checked where there is one.</summary>
    public static FolderContents? ReadFolder(
        string id, string folder, PluginTrust? trust, bool isProduction, List<PluginDiagnostic> problems, out HashList? list)
    {
        list = null;
        if (!Directory.Exists(folder))
        {
            problems.Add(Diagnostics.FolderMissing(id, folder));
            return null;
        }
        try
        {
            if (trust is not null || File.Exists(Path.Combine(folder, HashList.FileName)))
                list = HashList.Read(id, folder, problems);
            var contents = FolderContents.Read(folder);
            list?.Compare(id, contents, problems);
            if (list is not null && trust is not null && TrustCheck.Check(id, trust, list, folder, isProduction) is { } distrust)
                problems.Add(distrust);
            return contents;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(Diagnostics.FolderUnreadable(id, folder, e.Message));
            return null;
        }
    }

    /// <summary>Step two: the manifest, and whether this host and plugins.json want that plugin.</summary>
    public static ChannelManifest? ReadManifest(string id, VersionRange versions, FolderContents contents, List<PluginDiagnostic> problems)
    {
        var before = problems.Count;
        var manifest = ManifestReader.Read(id, contents, problems);
        if (manifest is null || problems.Count > before)
            return manifest;
        if (manifest.Id != id)
            problems.Add(Diagnostics.OtherId(id, manifest.Id));
        if (!versions.Contains(VersionRange.TryParseVersion(manifest.Version)!))
            problems.Add(Diagnostics.VersionOutside(id, manifest.Version, versions));
        ManifestReader.CheckContract(id, manifest.Contract, problems);
        return manifest;
    }

    /// <summary>Step three: copy, inspect the copy's metadata, and only then load it. Called where there are no problems so far.</summary>
    public RunningPlugin? Load(ChannelManifest manifest, FolderContents contents, PluginEntry? entry, List<PluginDiagnostic> problems)
    {
        var id = manifest.Id;
        try
        {
            var copy = contents with { Folder = PluginCopy.Make(contents, options.CacheRoot, id) };
            if (CodeInspection.Inspect(id, manifest, copy, problems) is not { } typeName
                || PluginActivation.Activate(id, manifest, copy, typeName, options.CodeLimit, problems) is not { } active)
                return null;
            var info = new LoadedPlugin(
                manifest, contents.Hash, contents.Folder, options.Time.GetUtcNow(), entry?.Enabled ?? true, entry?.AccountsFile);
            return new(info, active.Context, active.Plugin, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(Diagnostics.CopyFailed(id, options.CacheRoot, e.Message));
            return null;
        }
    }
}
