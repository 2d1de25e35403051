using Router.Core.Accounts;
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
    public IReadOnlyList<string>? Methods { get; init; }
    public required IReadOnlyList<AccountView> Accounts { get; init; }
    public required IReadOnlyList<DiagnosticView> Diagnostics { get; init; }

    public static ChannelView Of(PluginStatus status, Catalog catalog) => new()
    {
        Id = status.PluginId,
        Enabled = status.Enabled,
        Version = status.Running?.Manifest.Version,
        ContentHash = status.Running?.ContentHash,
        LoadedAt = status.Running?.LoadedAt,
        AcceptsNewPayments = status.Running?.AcceptsNewPayments,
        Methods = status.Running is { } running ? [.. running.Manifest.Methods.Select(m => m.Name)] : null,
        Accounts = [.. catalog.Accounts.Where(a => a.ChannelId == status.PluginId).Select(AccountView.Of)],
        Diagnostics = [.. status.Diagnostics.Select(DiagnosticView.Of)],
    };
}
