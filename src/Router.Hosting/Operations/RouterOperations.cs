using System.Text.Json;
using Router.Abstractions;
using Router.Core.Cases;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Payments;
using Router.Hosting.Alarms;
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
    private readonly AlarmDesk _alarms;
    private readonly StoreWatch _store;
    private readonly CredentialWatch _credentials;
    private readonly SignatureTracing _signing;
    private readonly PluginConduct _conduct;
    private readonly TimeProvider _time;
    private readonly double _demoteBelow;

    internal RouterOperations(
        LiveConfiguration configuration, PluginCatalog plugins, HealthModel health, GeneratedKeys keys, OperatorKeys operators, AccountRemoval removal,
        AlarmDesk alarms,
        StoreWatch store, CredentialWatch credentials, SignatureTracing signing, PluginConduct conduct, double demoteBelow, TimeProvider time)
    {
        (_configuration, _plugins, Health, _keys, _operators, _removal) = (configuration, plugins, health, keys, operators, removal);
        (_alarms, _store, _credentials, _signing, _conduct, _demoteBelow, _time) = (alarms, store, credentials, signing, conduct, demoteBelow, time);
    }

    /// <summary>Health, and the orders an operator gives it: drain, disable, override.</summary>
    public HealthModel Health { get; }

    /// <summary>The configuration in force.</summary>
    public LiveConfiguration Configuration => _configuration;

    /// <summary>True once payments can be taken.</summary>
    public bool IsReady => _configuration.IsLoaded;

    /// <summary>Why the order store takes nothing, and so no payment can be taken; null: it does. As of a few seconds ago.</summary>
    public string? StoreProblem => _store.Problem;

    /// <summary>What does not serve while payments can be taken: methods, accounts and plugins, a sentence each. Empty where all is well.</summary>
    public IReadOnlyList<string> Degraded()
    {
        if (!_configuration.IsLoaded) return [];
        var sick = SickAccounts.Of(Health.Tick(), _configuration.Current.Catalog, _demoteBelow, _time.GetUtcNow());
        return
        [
            .. sick.MethodsDown.Select(m => $"method {m.Key} is down: {m.Value}"),
            .. _credentials.Unusable.Select(a => $"account {a.Key} cannot be opened: {a.Value}"),
            .. sick.Misconfigured.Select(a => $"account {a.Key} is misconfigured: {a.Value}"),
            .. sick.Open.Select(o => $"breaker of {o.Key} is open: {o.Value}"),
            .. (_configuration.Plugins?.Plugins ?? []).Where(p => p is { Enabled: true, Running: null }).Select(p => $"plugin {p.PluginId} does not run"),
        ];
    }

    /// <summary>Open alarms, the most urgent first; then, where they are wanted, those that have ended.</summary>
    public IReadOnlyList<Alarm> Alarms(bool ended) => _alarms.List(ended);

    /// <summary>Takes down who has seen an alarm: it is repeated no more.</summary>
    /// <returns>Null where no open alarm has that id.</returns>
    public Alarm? Acknowledge(string alarmId, Operator by) => _alarms.Acknowledge(alarmId, by.Name);

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

    /// <summary>Until when the certificates of every account are good, as their plugins told it within the last minutes.</summary>
    public IReadOnlyList<AccountCredential> Credentials => _credentials.Credentials;

    /// <summary>Accounts that their plugin cannot open, and why: a missing secret, a broken key.</summary>
    public IReadOnlyDictionary<string, string> UnusableAccounts => _credentials.Unusable;

    /// <summary>Has an account's channel show what it signs and with which key. Nothing is sent.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="sample">The message.</param>
    public Task<(SignatureTrace? Trace, RouterError? Error)> TraceSignatureAsync(string accountId, SignatureSample sample) => _signing.TraceAsync(accountId, sample);

    /// <summary>How every plugin version behaved since the start.</summary>
    public IReadOnlyList<ConductReport> Conduct => _conduct.Reports;

    /// <summary>What the removal of an account would strand.</summary>
    /// <returns>Null where there is no such account.</returns>
    public Task<StrandedMoney?> WhatHangsOnAsync(string accountId) => _removal.LookAsync(accountId);

    /// <summary>Takes an account away for good and parks what hangs on it as cases.</summary>
    /// <param name="stranded">What <see cref="WhatHangsOnAsync"/> said.</param>
    /// <param name="by">Who.</param>
    /// <param name="reason">Why.</param>
    /// <returns>What became of it: where nothing hung on the account and something came in between, it is refused.</returns>
    public Task<RemovalResult> RemoveAccountAsync(StrandedMoney stranded, Operator by, string reason) => _removal.RemoveAsync(stranded, by, reason);

    /// <summary>Sets a simulated channel's faults until the process ends; null takes them back.</summary>
    /// <returns>Why not; null where it was done.</returns>
    public Task<string?> SetFaultsAsync(string accountId, JsonElement? faults) => _configuration.SetFaultsAsync(accountId, faults);
}
