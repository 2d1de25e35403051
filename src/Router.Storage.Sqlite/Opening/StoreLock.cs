using System.Globalization;

namespace Router.Storage.Sqlite.Opening;

/// <summary>
/// One process a file: a lock file that is held open. The operating system lets go of it when the process ends, however it ends; the file
/// itself stays, because deleting it would let two processes hold two files of one name.
/// </summary>
internal static class StoreLock
{
    private const int LinuxWouldBlock = 11, MacWouldBlock = 35, WindowsSharing = unchecked((int)0x80070020);

    public static FileStream Take(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return file;
        }
        catch (IOException error) when (error.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharing)
        {
            throw OpenErrors.InUse(databasePath, Holder(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw OpenErrors.FolderNotWritable(databasePath, error);
        }
    }

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return "process " + reader.ReadToEnd();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
