using Router.Core.Store;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests;

public sealed class ComplianceTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public static TheoryData<string> Names => [.. OrderStoreCompliance.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_sqlite_store_keeps_the_port(string name) =>
        OrderStoreCompliance.RunAsync(name, () => ValueTask.FromResult<IOrderStore>(_folder.Open()));

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_in_memory_store_keeps_the_port(string name) =>
        OrderStoreCompliance.RunAsync(name, () => ValueTask.FromResult<IOrderStore>(new InMemoryOrderStore()));

    public void Dispose() => _folder.Dispose();
}
