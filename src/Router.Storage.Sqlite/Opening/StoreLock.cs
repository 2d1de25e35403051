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
            File.WriteAllText(databasePath + ".pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return file;
        }
        catch (IOException error) when (error.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharing)
        {
            throw OpenErrors.InUse(databasePath, Holder(databasePath));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw OpenErrors.FolderNotWritable(databasePath, error);
        }
    }

    public static bool IsHeld(string databasePath)
    {
        try
        {
            using var file = new FileStream(databasePath + ".lock", FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException error) when (error.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharing)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The number stands in a file of its own: the locked one cannot be read by others.
    private static string Holder(string databasePath)
    {
        try
        {
            return "process " + File.ReadAllText(databasePath + ".pid");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
