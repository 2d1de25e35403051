using Router.Host.Cli;

namespace Router.Host.Authoring;

/// <summary>What lies beside the executable for people who write plugins: the template and Router's packages.</summary>
internal static class AuthoringFiles
{
    private static readonly string s_root = Path.Combine(AppContext.BaseDirectory, "authoring");

    public static string Template => Existing("router-channel");

    public static IReadOnlyList<string> Packages =>
        [.. Directory.EnumerateFiles(Existing("packages"), "*.nupkg").Where(p => !Path.GetFileName(p).StartsWith("Router.Templates.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Existing(string name)
    {
        var path = Path.Combine(s_root, name);
        return Directory.Exists(path)
            ? path
            : throw new CliException($"There is no folder {path}. It is made by the build of the router; install or build it again.");
    }
}
