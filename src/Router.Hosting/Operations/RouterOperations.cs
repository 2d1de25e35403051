using System.Text.Json;
using Router.Core.Cases;
using Router.Core.Health;
using Router.Hosting.Configuration;
using Router.Plugins;

namespace Router.Hosting.Operations;

/// <summary>What operators do with a running router. Thread-safe.</summary>
public sealed class RouterOperations
{
    private readonly LiveConfiguration _configuration;
    private readonly PluginCatalog _plugins;
    private readonly GeneratedKeys _keys;
    private readonly OperatorKeys _operators;
    private readonly AccountRemoval _removal;

    internal RouterOperations(LiveConfiguration configuration, PluginCatalog plugins, HealthModel health, GeneratedKeys keys, OperatorKeys operators, AccountRemoval removal)
    {
        (_configuration, _plugins, Health, _keys, _operators, _removal) = (configuration, plugins, health, keys, operators, removal);
    }

    /// <summary>Health, and the orders an operator gives it: drain, disable, override.</summary>
    public HealthModel Health { get; }

    /// <summary>The configuration in force.</summary>
    public LiveConfiguration Configuration => _configuration;

    /// <summary>True once payments can be taken.</summary>
    public bool IsReady => _configuration.IsLoaded;

    /// <summary>The operator's key if this start made it, so that it can be shown once; null otherwise.</summary>
    public string? NewOpsKey
    {
        get
        {
            var key = _keys.OpsKey;
            return _keys.OpsKeyIsNew ? key : null;
        }
    }

    /// <summary>Whose key it is: an operator of operators.keys, or nobody in particular by the shared key. Compared in constant time.</summary>
    /// <returns>Null where it is nobody's.</returns>
    public Operator? OperatorOf(string? key)
    {
        if (_keys.IsOpsKey(key)) return new(RouterOperators.Shared, IsPerson: false);
        return key is { Length: > 0 } && _operators.NameOf(key) is { } name ? new(name, IsPerson: true) : null;
    }

    /// <summary>Reads every file again.</summary>
    /// <returns>Everything that is wrong; what is wrong keeps its last good state.</returns>
    public Task<IReadOnlyList<string>> ReloadAsync() => _configuration.LoadAsync();

    /// <summary>Every plugin of plugins.json, how it stands, and versions that have not gone yet.</summary>
    public (IReadOnlyList<PluginStatus> Plugins, IReadOnlyList<UnloadReport> Unloads) Channels() =>
        (_configuration.Plugins?.Plugins ?? [], _plugins.CheckUnloads());

    /// <summary>What the removal of an account would strand.</summary>
    /// <returns>Null where there is no such account.</returns>
    public Task<StrandedMoney?> WhatHangsOnAsync(string accountId) => _removal.LookAsync(accountId);

    /// <summary>Takes an account away for good and parks what hangs on it as cases.</summary>
    /// <param name="stranded">What <see cref="WhatHangsOnAsync"/> said.</param>
    /// <param name="by">Who.</param>
    /// <param name="reason">Why.</param>
    /// <returns>How many payments were parked.</returns>
    public Task<int> RemoveAccountAsync(StrandedMoney stranded, Operator by, string reason) => _removal.RemoveAsync(stranded, by, reason);

    /// <summary>Sets a simulated channel's faults until the process ends; null takes them back.</summary>
    /// <returns>Why not; null where it was done.</returns>
    public Task<string?> SetFaultsAsync(string accountId, JsonElement? faults) => _configuration.SetFaultsAsync(accountId, faults);
}
