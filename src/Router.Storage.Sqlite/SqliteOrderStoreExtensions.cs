using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Core.Store;
using Router.Core.Telemetry;

namespace Router.Storage.Sqlite;

public static class SqliteOrderStoreExtensions
{
    /// <summary>
    /// Keeps orders in one SQLite file. The file is opened when the store is first asked for; a <see cref="SqliteStoreException"/> says
    /// why it cannot be. The container closes it.
    /// </summary>
    public static IServiceCollection AddSqliteOrderStore(this IServiceCollection services, Action<SqliteOrderStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new SqliteOrderStoreOptions();
        configure?.Invoke(options);
        services.TryAddSingleton<IOrderStore>(provider => SqliteOrderStore.Open(
            options, provider.GetService<ILogger<SqliteOrderStore>>() ?? NullLogger<SqliteOrderStore>.Instance, provider.GetService<RouterMeter>()));
        return services;
    }
}
