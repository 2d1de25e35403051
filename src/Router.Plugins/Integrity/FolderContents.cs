using System.Security.Cryptography;
using System.Text;

namespace Router.Plugins.Integrity;

/// <summary>Every file of a plugin folder with its hash, as it was read at one moment.</summary>
/// <param name="Folder">The folder, full path.</param>
/// <param name="Sha256ByPath">Relative path with slashes to lower-case SHA-256, in order; without the hash list and its signature.</param>
/// <param name="Hash">One hash over all of them.</param>
internal sealed record FolderContents(string Folder, SortedDictionary<string, string> Sha256ByPath, string Hash)
{
    private const int FilesMax = 4096;
    private const long BytesMax = 1L << 30;

    /// <exception cref="IOException">Something cannot be read or has no place in a plugin folder.</exception>
    public static FolderContents Read(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var bytes = 0L;
        Walk(new DirectoryInfo(folder), "", files, ref bytes);
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, sha256) in files)
            all.AppendData(Encoding.UTF8.GetBytes($"{path}\n{sha256}\n"));
        return new(folder, files, Convert.ToHexStringLower(all.GetHashAndReset()));
    }

    public bool Has(string path) => Sha256ByPath.ContainsKey(path);

    public string FullPath(string path) => Path.Combine(Folder, path.Replace('/', Path.DirectorySeparatorChar));

    private static void Walk(DirectoryInfo directory, string prefix, SortedDictionary<string, string> files, ref long bytes)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            var path = prefix + entry.Name;
            // A link could be turned to another file between the check and the copy.
            if (entry.LinkTarget is not null)
                throw new IOException($"{path} is a link.");
            if (entry is DirectoryInfo sub)
            {
                Walk(sub, path + "/", files, ref bytes);
                continue;
            }
            if (path is HashList.FileName or HashList.SignatureFileName)
                continue;
            bytes += ((FileInfo)entry).Length;
            if (files.Count == FilesMax || bytes > BytesMax)
                throw new IOException($"it has more than {FilesMax} files or {BytesMax >> 20} MiB.");
            using var stream = File.OpenRead(entry.FullName);
            files.Add(path, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
    }
}
