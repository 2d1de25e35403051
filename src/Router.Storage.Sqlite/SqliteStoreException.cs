namespace Router.Storage.Sqlite;

/// <summary>The store cannot be opened. The message says what is wrong, with which file, and how to mend it.</summary>
public sealed class SqliteStoreException : Exception
{
    public SqliteStoreException()
    {
    }

    public SqliteStoreException(string message)
        : base(message)
    {
    }

    public SqliteStoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal SqliteStoreException(string id, string what, string mend, Exception? innerException = null)
        : base($"{id}: {what} {mend}", innerException)
    {
        Id = id;
        Mend = mend;
    }

    /// <summary>The numbered diagnostic: "RTR4002".</summary>
    public string Id { get; } = "";

    /// <summary>What to do.</summary>
    public string Mend { get; } = "";
}
