using System.Text.RegularExpressions;

namespace Router.Tidy.Tests;

/// <summary>The files of the repository, without what builds and runs leave behind.</summary>
internal static partial class Repository
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", "data", "node_modules", ".git", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(Root, folder);
        if (!Directory.Exists(path)) return [];
        return Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Where(IsOurs).Order(StringComparer.Ordinal);
    }

    public static IEnumerable<string> SourceFiles(params string[] folders) => folders.SelectMany(folder => Files(folder, "*.cs"));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>The text without comments; strings stay, they do not look like code here.</summary>
    public static string Code(string path) => Comment().Replace(File.ReadAllText(path), "");

    private static bool IsOurs(string path) => !Relative(path).Split('/').Any(part => Skipped.Contains(part));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Router.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No Router.sln above {AppContext.BaseDirectory}: run these tests from inside the repository.");
    }

    [GeneratedRegex(@"(?m)^\s*//.*$|(?<=[;{}\s])// .*$")]
    private static partial Regex Comment();
}
