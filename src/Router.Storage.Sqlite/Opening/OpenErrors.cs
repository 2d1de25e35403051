namespace Router.Storage.Sqlite.Opening;

/// <summary>Why a store file cannot be opened, and how to mend it. Numbers as in the diagnostics page.</summary>
internal static class OpenErrors
{
    public static SqliteStoreException InUse(string path, string holder) => new(
        "RTR4001", $"The order store {path} is in use by {holder}.",
        "One process at a time may open it: stop the other one, or give this one a file of its own.");

    public static SqliteStoreException Damaged(string path, string finding, Exception? inner = null) => new(
        "RTR4002", $"The order store {path} is damaged: {finding}.",
        "Keep a copy of the file and of its -wal, then put back the last backup. Do not delete it: it may hold payments that nothing else knows.",
        inner);

    public static SqliteStoreException FolderNotWritable(string path, Exception inner) => new(
        "RTR4003", $"The folder of the order store {path} cannot be made or written ({inner.Message}).",
        "Give the process write permission on the folder, free space on its disk, or choose another path.", inner);

    public static SqliteStoreException ReadOnly(string path) => new(
        "RTR4004", $"The order store {path} is read-only.", "Give the process write permission on the file and its folder.");

    public static SqliteStoreException NewerSchema(string path, string present, int known) => new(
        "RTR4005", $"The order store {path} was written by a newer version: it has schema {present} and this program knows {known}.",
        "Start the newer version again; a schema never goes back.");

    public static SqliteStoreException Foreign(string path) => new(
        "RTR4006", $"The file {path} is a SQLite database, but no order store.", "Choose another path; nothing in it was changed.");

    public static SqliteStoreException NoLog(string path, string mode) => new(
        "RTR4007", $"The order store {path} cannot keep a write-ahead log (journal mode is '{mode}').",
        "Put it on a local disk: network file systems lack the shared memory that the log needs.");

    public static SqliteStoreException Other(string path, Exception inner) => new(
        "RTR4008", $"The order store {path} cannot be opened ({inner.Message}).", "Look at the disk and at the path, then start again.", inner);
}
