using Router.Core.Store;

namespace Router.Storage.Sqlite;

/// <summary>Why upkeep cannot be done. Numbers as in the diagnostics page.</summary>
internal static class UpkeepErrors
{
    public static StoreUpkeepException Exists(string file) =>
        new($"RTR4020: {file} exists already; nothing was written over it. Name a new file.");

    public static StoreUpkeepException NotWritten(string file, Exception inner) =>
        new($"RTR4021: {file} cannot be written ({inner.Message}). Look at the folder, its permissions and the space on its disk. The store is as it was, but for what the file holds already.", inner);

    public static StoreUpkeepException BadCopy(string file, string finding) =>
        new($"RTR4022: the copy {file} was not sound ({finding}) and has been deleted. Run 'router store verify': the store itself may be damaged.");

    public static StoreUpkeepException NotAbsolute(string file) =>
        new($"RTR4023: '{file}' is no absolute path. The router writes the file itself, on its own machine: name the whole path.");

    public static StoreUpkeepException NoArchive(string file, Exception inner) =>
        new($"RTR4025: {file} cannot be read as an archive ({inner.Message}). Name a file that 'router store archive' wrote, on the router's machine.", inner);

    public static StoreUpkeepException NoStore(string file) =>
        new($"RTR4024: there is no order store at {file}. Name its file, or its folder with --data.");
}
