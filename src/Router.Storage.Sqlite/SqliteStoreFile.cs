using Router.Core.Store;
using Router.Storage.Sqlite.Checking;
using Router.Storage.Sqlite.Files;
using Router.Storage.Sqlite.Opening;

namespace Router.Storage.Sqlite;

/// <summary>Upkeep of a store file that no process has open, or of a copy. Only reads it, and never changes its schema.</summary>
public static class SqliteStoreFile
{
    /// <summary>Whether a process has the store open.</summary>
    public static bool IsInUse(string path) => StoreLock.IsHeld(Path.GetFullPath(path));

    /// <summary>As <see cref="IStoreUpkeep.BackupAsync"/>.</summary>
    /// <exception cref="StoreUpkeepException">There is no such store, or the copy cannot be written.</exception>
    public static long Backup(string path, string file) =>
        File.Exists(path) ? StoreCopy.Write(Path.GetFullPath(path), file) : throw UpkeepErrors.NoStore(Path.GetFullPath(path));

    /// <summary>As <see cref="IStoreUpkeep.VerifyAsync"/>.</summary>
    /// <exception cref="StoreUpkeepException">There is no such store.</exception>
    /// <exception cref="SqliteStoreException">The file is a database of something else.</exception>
    public static IReadOnlyList<string> Verify(string path) => StoreCheck.Run(Path.GetFullPath(path));
}
