using System.Reflection;
using Router.Abstractions;

namespace Router.Plugins.Inspection;

/// <summary>
/// What a plugin shares with the host: the contract, by name, and the base framework (Microsoft.NETCore.App). Everything else is the
/// plugin's own, even where the host has a copy.
/// </summary>
internal static class SharedAssemblies
{
    public static Assembly Contract { get; } = typeof(IChannelPlugin).Assembly;

    public static string ContractName { get; } = Contract.GetName().Name!;

    private static readonly Dictionary<string, string> _framework = FindFramework();

    public static bool IsFramework(string name) => _framework.ContainsKey(name);

    /// <summary>Whether the framework's assembly is at least of the version asked for; an older one would not bind.</summary>
    public static bool FrameworkSatisfies(string name, Version wanted) =>
        _framework.TryGetValue(name, out var path) && AssemblyName.GetAssemblyName(path).Version >= wanted;

    // Beside CoreLib lies the base framework and nothing else, unless an application was published self-contained:
    // then its own assemblies lie there too, and those are never shared.
    private static Dictionary<string, string> FindFramework()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Directory.EnumerateFiles(folder, "*.dll")
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Path: path))
            .Where(f => f.Name is "mscorlib" or "netstandard" or "WindowsBase" or "Microsoft.CSharp" or "System"
                || f.Name.StartsWith("System.", StringComparison.Ordinal)
                || f.Name.StartsWith("Microsoft.VisualBasic", StringComparison.Ordinal)
                || f.Name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal))
            .ToDictionary(f => f.Name, f => f.Path, StringComparer.OrdinalIgnoreCase);
    }
}
