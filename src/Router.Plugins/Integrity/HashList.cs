using System.Security.Cryptography;
using System.Text.Json;

namespace Router.Plugins.Integrity;

/// <summary>plugin.hashes.json: the SHA-256 of every file of a plugin, written by the build.</summary>
internal sealed record HashList(byte[] Bytes, IReadOnlyDictionary<string, string> Sha256ByPath)
{
    public const string FileName = "plugin.hashes.json";
    public const string SignatureFileName = "plugin.hashes.sig";
    private const int BytesMax = 4 << 20;

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <returns>Null where there is none or it cannot be read; the problem says which.</returns>
    public static HashList? Read(string id, string folder, List<PluginDiagnostic> problems)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            problems.Add(Diagnostics.FileMissing(id, folder, FileName));
            return null;
        }
        try
        {
            if (new FileInfo(path).Length > BytesMax)
                throw new IOException("it is too long.");
            var bytes = File.ReadAllBytes(path);
            using var json = JsonDocument.Parse(bytes);
            var entries = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in json.RootElement.EnumerateObject())
                entries[member.Name] = member.Value.GetString()!;
            return new(bytes, entries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            problems.Add(Diagnostics.HashListUnreadable(id, folder, e.Message));
            return null;
        }
    }

    /// <summary>Compares the list with what lies in the folder: every difference is one problem.</summary>
    public void Compare(string id, FolderContents contents, List<PluginDiagnostic> problems)
    {
        foreach (var (path, sha256) in Sha256ByPath)
        {
            if (!contents.Sha256ByPath.TryGetValue(path, out var found))
                problems.Add(Diagnostics.FileMissing(id, contents.Folder, path));
            else if (!string.Equals(found, sha256, StringComparison.OrdinalIgnoreCase))
                problems.Add(Diagnostics.WrongHash(id, contents.Folder, path));
        }
        foreach (var path in contents.Sha256ByPath.Keys)
            if (!Sha256ByPath.ContainsKey(path))
                problems.Add(Diagnostics.ExtraFile(id, contents.Folder, path));
    }
}
