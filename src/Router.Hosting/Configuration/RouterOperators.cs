using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Router.Hosting.Configuration;

/// <summary>Gives operators keys of their own, so that two keys are two people.</summary>
public static partial class RouterOperators
{
    /// <summary>What is written down where the shared key was used: it names nobody.</summary>
    public const string Shared = "ops";

    /// <summary>Names that would be taken for the shared key's.</summary>
    internal static bool IsReserved(string name) => name is Shared or Operations.AuditLog.SharedKey;

    /// <summary>Adds an operator to the data folder. A running router knows him at once.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="name">1–32 small letters, digits, dots and hyphens; neither <see cref="Shared"/> nor "shared".</param>
    /// <returns>His key. It is kept nowhere: only its hash is.</returns>
    /// <exception cref="ArgumentException">The name cannot be used, or is taken.</exception>
    public static string Add(string dataFolder, string name)
    {
        if (!Name().IsMatch(name) || IsReserved(name))
            throw new ArgumentException($"An operator's name is 1 to 32 small letters, digits, dots and hyphens, and neither '{Shared}' nor '{Operations.AuditLog.SharedKey}'.");
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(Path.GetFullPath(dataFolder), OperatorKeys.FileName);
        if (Names(dataFolder).Contains(name)) throw new ArgumentException($"There is an operator '{name}' already; delete his line in {path} first.");
        var key = "op_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes($"{name} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}\n"));
        return key;
    }

    /// <summary>The operators of a data folder.</summary>
    /// <param name="dataFolder">The data folder.</param>
    public static IReadOnlyList<string> Names(string dataFolder)
    {
        var path = Path.Combine(Path.GetFullPath(dataFolder), OperatorKeys.FileName);
        return File.Exists(path)
            ? [.. File.ReadAllLines(path).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', 2)[0])]
            : [];
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,31}\\z")]
    private static partial Regex Name();
}
