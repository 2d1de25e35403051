namespace Router.Plugins.Inspection;

/// <summary>Follows the references of a plugin through its folder: none may be forbidden, none may be missing.</summary>
internal static class References
{
    private static readonly HashSet<string> _forbidden = new(StringComparer.OrdinalIgnoreCase)
    {
        "Router.Core", "Router.Rules", "Router.Plugins", "Router.Hosting", "Router.AspNetCore", "Router.Console", "Router.TestKit", "router",
    };

    public static void Check(string id, AssemblyMetadata main, string mainFile, FolderContents contents, List<PluginDiagnostic> problems)
    {
        var files = contents.Sha256ByPath.Keys.Where(p => p.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .GroupBy(p => Path.GetFileNameWithoutExtension(p), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { main.Name };
        var open = new Queue<(string File, AssemblyMetadata Assembly)>([(mainFile, main)]);
        while (open.TryDequeue(out var next))
        {
            foreach (var (name, version) in next.Assembly.References)
            {
                if (name == SharedAssemblies.ContractName || string.Equals(name, main.Name, StringComparison.OrdinalIgnoreCase))
                    continue;
                if (IsForbidden(name))
                    problems.Add(Diagnostics.ForbiddenReference(id, next.File, name));
                else if (SharedAssemblies.IsFramework(name))
                    CheckFrameworkVersion(id, next.File, name, version, problems);
                else if (!files.TryGetValue(name, out var file))
                    problems.Add(Diagnostics.MissingDependency(id, next.File, $"{name} {version}"));
                else if (seen.Add(name) && AssemblyMetadata.TryRead(contents.FullPath(file)) is { } assembly)
                    open.Enqueue((file, assembly));
            }
        }
    }

    private static bool IsForbidden(string name) =>
        _forbidden.Contains(name)
        || name.StartsWith("Router.Storage.", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Router.Channel.", StringComparison.OrdinalIgnoreCase);

    private static void CheckFrameworkVersion(string id, string file, string name, Version version, List<PluginDiagnostic> problems)
    {
        if (!SharedAssemblies.FrameworkSatisfies(name, version))
            problems.Add(Diagnostics.MissingDependency(id, file, $"{name} {version} or later from the shared framework"));
    }
}
