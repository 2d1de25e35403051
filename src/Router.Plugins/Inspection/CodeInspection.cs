using Router.Abstractions;

namespace Router.Plugins.Inspection;

/// <summary>Everything that can be said about a plugin's code without running any of it.</summary>
internal static class CodeInspection
{
    /// <returns>The full name of the plugin's one type; null where something is wrong, and the problems say what.</returns>
    public static string? Inspect(string id, ChannelManifest manifest, FolderContents contents, List<PluginDiagnostic> problems)
    {
        var before = problems.Count;
        if (!contents.Has(manifest.Assembly))
        {
            problems.Add(Diagnostics.FileMissing(id, contents.Folder, manifest.Assembly));
            return null;
        }
        if (AssemblyMetadata.TryRead(contents.FullPath(manifest.Assembly)) is not { } main)
        {
            problems.Add(Diagnostics.NotAnAssembly(id, manifest.Assembly));
            return null;
        }
        foreach (var path in contents.Sha256ByPath.Keys)
            if (string.Equals(Path.GetFileName(path), SharedAssemblies.ContractName + ".dll", StringComparison.OrdinalIgnoreCase))
                problems.Add(Diagnostics.PrivateContract(id, path));
        References.Check(id, main, manifest.Assembly, contents, problems);
        NativeLibraries.Check(id, manifest.Assembly, main, contents, problems);
        var type = OnePluginType(id, manifest.Assembly, main.PluginTypes, problems);
        return problems.Count == before ? type : null;
    }

    private static string? OnePluginType(string id, string file, IReadOnlyList<PluginType> types, List<PluginDiagnostic> problems)
    {
        if (types.Count > 1)
            problems.Add(Diagnostics.TwoPluginTypes(id, file, types.Select(t => t.FullName)));
        else if (types.Count == 0 || !types[0].HasPublicConstructor)
            problems.Add(Diagnostics.NoPluginType(id, file));
        else
            return types[0].FullName;
        return null;
    }
}
