namespace Router.Storage.Sqlite;

/// <summary>Where the embedded store is and how it is opened.</summary>
public sealed class SqliteOrderStoreOptions
{
    /// <summary>The database file; its folder is made where it is missing. On a local disk: SQLite's log needs shared memory.</summary>
    public string Path { get; set; } = "data/orders.db";

    /// <summary>Whether the whole file is checked before it is used. Takes about a second a gigabyte.</summary>
    public bool CheckOnOpen { get; set; } = true;
}
