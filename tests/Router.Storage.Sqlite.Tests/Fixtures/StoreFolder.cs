namespace Router.Storage.Sqlite.Tests.Fixtures;

/// <summary>A folder of its own for one test's store.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("router-store-");

    public string Folder => _folder.FullName;

    public string Database => Path.Combine(Folder, "data", "orders.db");

    public SqliteOrderStore Open() => SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = Database });

    public SqliteStoreException OpenFails(string? path = null)
    {
        var open = () => SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = path ?? Database });
        return open.Should().Throw<SqliteStoreException>().Which;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
