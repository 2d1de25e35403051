using System.Runtime.InteropServices;
using System.Text;

namespace Router.Storage.Sqlite.Files;

/// <summary>
/// Makes a new file's name last. Flushing a file does not promise that its folder knows it after a power cut, and what an archive holds is
/// deleted from the store.
/// </summary>
internal static class FolderEntry
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The folder could not be flushed.</exception>
    public static void Flush(string file)
    {
        // Windows writes names with its own log, and opens no folders.
        if (OperatingSystem.IsWindows()) return;
        var folder = Open(Encoding.UTF8.GetBytes(Path.GetDirectoryName(file)! + "\0"), ReadOnly);
        if (folder < 0) throw new IOException($"Its folder cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        var result = Sync(folder);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(folder);
        if (result != 0) throw new IOException($"Its folder cannot be flushed (error {error}).");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
