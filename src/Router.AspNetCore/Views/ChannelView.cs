using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Payments;
using Router.Hosting.Operations;
using Router.Plugins;

namespace Router.AspNetCore.Views;

/// <summary>A plugin of plugins.json and the accounts it serves.</summary>
internal sealed record ChannelView
{
    public required string Id { get; init; }
    public required bool Enabled { get; init; }

    /// <summary>Absent where nothing runs.</summary>
    public string? Version { get; init; }
    public string? ContentHash { get; init; }
    public DateTimeOffset? LoadedAt { get; init; }
    public bool? AcceptsNewPayments { get; init; }
    /// <summary>Mistakes of this version since the start; absent: it made none.</summary>
    public long? Mistakes { get; init; }

    /// <summary>Calls that it has not returned from although they were cancelled.</summary>
    public int? LeftBehind { get; init; }
    public string? LastMistake { get; init; }

    /// <summary>Accounts that get no new payments for its mistakes.</summary>
    public IReadOnlyList<string>? Quarantined { get; init; }
    public IReadOnlyList<string>? Methods { get; init; }
    public required IReadOnlyList<AccountView> Accounts { get; init; }
    public required IReadOnlyList<DiagnosticView> Diagnostics { get; init; }

    public static ChannelView Of(PluginStatus status, Catalog catalog, RouterOperations operations, HealthView health, LimitBook book)
    {
        var report = operations.Conduct.FirstOrDefault(c => c.ChannelId == status.PluginId && c.Version == status.Running?.Manifest.Version && c.Last is not null);
        var quarantined = catalog.Accounts.Where(a => a.ChannelId == status.PluginId && health.FindAccount(a.Id)?.Quarantined is not null).Select(a => a.Id).ToList();
        return Of(status, catalog, operations, book, health.At) with
        {
            Mistakes = report?.Mistakes,
            LeftBehind = report?.LeftBehind,
            LastMistake = report?.Last,
            Quarantined = quarantined.Count > 0 ? quarantined : null,
        };
    }

    private static ChannelView Of(PluginStatus status, Catalog catalog, RouterOperations operations, LimitBook book, DateTimeOffset now) => new()
    {
        Id = status.PluginId,
        Enabled = status.Enabled,
        Version = status.Running?.Manifest.Version,
        ContentHash = status.Running?.ContentHash,
        LoadedAt = status.Running?.LoadedAt,
        AcceptsNewPayments = status.Running?.AcceptsNewPayments,
        Methods = status.Running is { } running ? [.. running.Manifest.Methods.Select(m => m.Name)] : null,
        Accounts = [.. catalog.Accounts.Where(a => a.ChannelId == status.PluginId).Select(a => AccountView.Of(a, AccountDayView.Of(a, catalog, book, now), operations))],
        Diagnostics = [.. status.Diagnostics.Select(DiagnosticView.Of)],
    };
}
