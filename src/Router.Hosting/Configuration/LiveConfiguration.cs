using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Payments;
using Router.Core.Replay;
using Router.Core.Routing;
using Router.Core.Store;
using Router.Hosting.Channels;
using Router.Plugins;
using Router.Rules;

namespace Router.Hosting.Configuration;

/// <summary>
/// The configuration in force. A load reads plugins, accounts and rules in this order and publishes them by one reference; the first load
/// fails hard, a bad reload keeps what was loaded last, part by part, and says why.
/// </summary>
public sealed class LiveConfiguration : ISnapshotSource, IDisposable
{
    private readonly PaymentRouterOptions _options;
    private readonly PluginCatalog _plugins;
    private readonly HealthModel _health;
    private readonly OperationHealth _operations;
    private readonly AccountGates _gates;
    private readonly IOrderStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveConfiguration> _log;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly SortedDictionary<string, JsonElement> _faults = new(StringComparer.Ordinal);
    private readonly LimitBook _limits;
    private readonly DocumentKeeper _keeper;
    private volatile Loaded? _loaded;
    private IReadOnlyList<MerchantAccount> _accounts = [];
    private IReadOnlyList<RemovedAccount> _removed = [];
    private string? _closed;

    /// <summary>Made by the container.</summary>
    public LiveConfiguration(
        PaymentRouterOptions options, PluginCatalog plugins, HealthModel health, OperationHealth operations, AccountGates gates, IOrderStore store, TimeProvider time,
        ILogger<LiveConfiguration> log, LimitBook limits)
    {
        (_options, _plugins, _health, _operations, _gates) = (options, plugins, health, operations, gates);
        (_store, _time, _log, _limits) = (store, time, log, limits);
        _keeper = new DocumentKeeper(store);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Nothing has been loaded yet.</exception>
    public RouterSnapshot Current => _loaded is { } loaded
        ? new(loaded.Rules, loaded.Facts, loaded.Bins, loaded.Catalog, _health.Tick(), _limits)
        : throw new InvalidOperationException("The router has not been started: start the host before asking for payments.");

    /// <summary>True once a configuration is in force.</summary>
    public bool IsLoaded => _loaded is not null;

    /// <summary>What the last load of the plugins found.</summary>
    public PluginReport? Plugins { get; private set; }

    /// <summary>Everything that is wrong with the files now; empty where nothing is.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Of these, what kept files from being taken: their last good state is in force.</summary>
    public IReadOnlyList<string> Refused { get; private set; } = [];

    /// <summary>Reads everything.</summary>
    /// <returns>Every problem; on the first load a problem that leaves nothing to work with throws instead.</returns>
    /// <exception cref="RouterConfigurationException">The first load failed.</exception>
    public async Task<IReadOnlyList<string>> LoadAsync()
    {
        await _loading.WaitAsync().ConfigureAwait(false);
        try
        {
            var first = _loaded is null;
            var before = first ? await LastUsedAsync().ConfigureAwait(false) : _accounts;
            var inForce = _accounts;
            var problems = new List<string>();
            var fatal = new List<string>();
            await LoadPluginsAsync(problems, fatal).ConfigureAwait(false);
            await LoadAccountsAsync(before, problems, fatal).ConfigureAwait(false);
            try
            {
                await PublishAsync(LoadRules(problems, fatal), problems).ConfigureAwait(false);
            }
            catch
            {
                // The next load compares with the accounts that payments hang on, not with some that never were in force.
                _accounts = inForce;
                throw;
            }

            if (first && fatal.Count > 0)
            {
                _loaded = null;
                throw new RouterConfigurationException("The router cannot start:", fatal);
            }

            // A payment that was routed before the new accounts were in force may hang on one of the old.
            var late = await KeptAsync(before, _accounts, problems).ConfigureAwait(false);
            if (!late.SequenceEqual(_accounts))
            {
                _accounts = late;
                await PublishAsync(null, []).ConfigureAwait(false);
            }

            await _store.SaveDocumentAsync(AccountJson.Document, AccountJson.Write(_accounts)).ConfigureAwait(false);
            foreach (var problem in fatal) HostLog.ReloadRefused(_log, problem);
            Problems = [.. fatal, .. problems];
            Refused = fatal;
            HostLog.Loaded(_log, _loaded!.Rules.Name, _loaded.Catalog.Accounts.Count, _loaded.Catalog.Channels.Count);
            return Problems;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Sets a simulated channel's faults for as long as this process runs; null takes them back.</summary>
    /// <returns>Why not; null where it was done.</returns>
    public async Task<string?> SetFaultsAsync(string accountId, JsonElement? faults)
    {
        await _loading.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_loaded is not { } loaded || loaded.Catalog.FindAccount(accountId) is not { } account) return $"There is no account '{accountId}'.";
            var manifest = loaded.Catalog.FindChannel(account.ChannelId);
            if (manifest?.SettingsSchema is not { } schema || !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty("faults", out _))
                return $"Channel {account.ChannelId} has no faults to set.";
            if (account.IsProduction) return "Faults cannot be set on a production account.";
            var plain = _accounts.First(a => a.Id == accountId);
            var changed = faults is { } wanted ? plain with { Settings = WithFaults(plain.Settings, wanted) } : plain;
            var wrong = AccountValidator.Validate(changed, manifest);
            if (wrong.Count > 0) return string.Join(" ", wrong.Select(w => w.ToString()));
            if (faults is { } set) _faults[accountId] = set.Clone();
            else _faults.Remove(accountId);
            await PublishAsync(null, []).ConfigureAwait(false);
            return null;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Gives an account no new payments, or as before; with the write that follows, what was routed before stands in the store.</summary>
    internal async Task CloseAsync(string accountId, bool isClosed)
    {
        await _loading.WaitAsync().ConfigureAwait(false);
        try
        {
            _closed = isClosed ? accountId : null;
            await PublishAsync(null, []).ConfigureAwait(false);
            if (isClosed) await _store.SaveDocumentAsync(AccountJson.Document, AccountJson.Write(_accounts)).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The rules that name an account, "default" for the default.</summary>
    internal IReadOnlyList<string> RulesNaming(string accountId)
    {
        if (_loaded is not { } loaded) return [];
        return [.. loaded.Rules.Verdicts.Append(loaded.Rules.Default).Where(v => Names(v.Route)).Select(v => v.RuleId ?? "default")];

        bool Names(Route? route) => route is not null
            && route.Candidates.Concat(route.Fallback).Any(c => c.Kind == CandidateKind.Account && c.Name == accountId);
    }

    /// <summary>Takes an account away for good: written down first, so that no start and no file brings it back.</summary>
    internal async Task RemoveAsync(RemovedAccount removed)
    {
        await _loading.WaitAsync().ConfigureAwait(false);
        try
        {
            var tags = _accounts.FirstOrDefault(a => a.Id == removed.Id)?.Tags;
            IReadOnlyList<RemovedAccount> all = [.. _removed.Where(r => r.Id != removed.Id), removed with { Tags = tags }];
            await _store.SaveDocumentAsync(AccountJson.RemovedDocument, AccountJson.WriteRemoved(all)).ConfigureAwait(false);
            _removed = all;
            _accounts = [.. _accounts.Where(a => a.Id != removed.Id)];
            await PublishAsync(null, []).ConfigureAwait(false);
            await _store.SaveDocumentAsync(AccountJson.Document, AccountJson.Write(_accounts)).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    private async Task LoadPluginsAsync(List<string> problems, List<string> fatal)
    {
        var file = PluginsFile.Read(Path.GetFullPath(_options.PluginsFile));
        AccountFiles = file.IsUsable ? [.. file.Entries.Select(e => e.AccountsFile).OfType<string>().Distinct(StringComparer.Ordinal)] : AccountFiles;
        var report = await _plugins.ApplyAsync(file).ConfigureAwait(false);
        Plugins = report;
        (file.IsUsable ? problems : fatal).AddRange(report.Diagnostics.Select(d => d.ToString()));
    }

    /// <summary>The accounts files that plugins.json names.</summary>
    internal IReadOnlyList<string> AccountFiles { get; private set; } = [];

    /// <summary>Accounts of a channel in force, and before the first load those of the files: the loader asks what still needs a plugin.</summary>
    internal IReadOnlyList<string> AccountIdsOf(string channelId)
    {
        IReadOnlyList<MerchantAccount> accounts = _loaded is not null ? _accounts : [.. AccountFiles.SelectMany(path => TryRead(path, [], out var bytes) ? AccountsFile.Parse(path, bytes).Value ?? [] : [])];
        return [.. accounts.Where(a => a.ChannelId == channelId && !IsRemoved(a.Id)).Select(a => a.Id)];
    }

    private async Task LoadAccountsAsync(IReadOnlyList<MerchantAccount> before, List<string> problems, List<string> fatal)
    {
        var read = new List<MerchantAccount>();
        var found = new List<string>();
        foreach (var path in AccountFiles)
        {
            if (!TryRead(path, found, out var bytes)) continue;
            var parsed = AccountsFile.Parse(path, bytes);
            found.AddRange(parsed.Diagnostics.Where(d => d.Severity == RuleSeverity.Error).Select(d => d.ToString()));
            foreach (var account in parsed.Value ?? [])
            {
                if (_removed.FirstOrDefault(r => r.Id == account.Id) is { } gone)
                    problems.Add($"RTR3203 account '{gone.Id}' was removed by {gone.By} on {gone.At:yyyy-MM-dd} ({gone.Reason}) and is not used; take it out of {path}, or give a new contract an id of its own.");
                else if (read.Any(a => a.Id == account.Id)) found.Add($"{path}: account '{account.Id}' stands in another file too; give it its own id.");
                else read.Add(account);
            }
        }

        foreach (var account in read)
            found.AddRange(AccountValidator.Validate(account, Manifest(account)).Where(p => Manifest(account) is not null).Select(p => p.ToString()));
        if (_options.Engine.OneCent && read.FirstOrDefault(a => a.IsProduction) is { } real)
            found.Add($"OneCent is on and account '{real.Id}' is a production account; the one-cent switch is for tests only.");
        if (found.Count > 0)
        {
            fatal.AddRange(found);
            return;
        }

        _accounts = await KeptAsync(before, read, problems).ConfigureAwait(false);
    }

    // An account that open money hangs on stays what it was: neither taken away nor turned into another under the same name.
    private async Task<IReadOnlyList<MerchantAccount>> KeptAsync(
        IReadOnlyList<MerchantAccount> before, IReadOnlyList<MerchantAccount> wanted, List<string> problems)
    {
        var kept = wanted.ToList();
        foreach (var old in before.Where(a => !IsRemoved(a.Id)))
        {
            var now = kept.FirstOrDefault(a => a.Id == old.Id);
            if (now is not null && IsSameContract(old, now)) continue;
            var need = await AccountNeeds.OfAccountAsync(old.Id, Manifest(old)?.Refunds ?? AccountNeeds.UnknownRefunds, _store, _time).ConfigureAwait(false);
            if (need is null) continue;
            if (now is not null) kept.Remove(now);
            kept.Add(old with { State = AccountState.Retired });
            problems.Add(now is null
                ? $"RTR3201 {need}; it was taken out of the file and is kept as retired. Put it back with \"state\": \"retired\" until nothing hangs on it."
                : $"RTR3202 {need}; its channel, merchantId, mode or production was changed, so the old one is kept as retired. Give the new contract an id of its own.");
        }

        return kept;
    }

    private bool IsRemoved(string accountId) => _removed.Any(r => r.Id == accountId);

    private static bool IsSameContract(MerchantAccount old, MerchantAccount now) =>
        old.ChannelId == now.ChannelId && old.MerchantId == now.MerchantId && old.Mode == now.Mode && old.IsProduction == now.IsProduction;

    private async Task<IReadOnlyList<MerchantAccount>> LastUsedAsync()
    {
        try
        {
            if (await _store.LoadDocumentAsync(AccountJson.RemovedDocument).ConfigureAwait(false) is { } removed) _removed = AccountJson.ReadRemoved(removed);
            if (await _store.LoadDocumentAsync(AccountJson.Document).ConfigureAwait(false) is not { } json) return [];
            return AccountJson.Read(json);
        }
        catch (JsonException exception)
        {
            throw new RouterConfigurationException("The accounts kept in the store cannot be read: " + exception.Message, exception);
        }
    }

    private Loaded? LoadRules(List<string> problems, List<string> fatal)
    {
        var facts = FactCatalog.Open;
        var texts = new List<(string Name, string Text)>();
        var found = new List<string>();
        if (File.Exists(_options.FactsFile) && TryRead(_options.FactsFile, found, out var factsJson))
        {
            var parsed = FactCatalog.Load(_options.FactsFile, factsJson);
            found.AddRange(parsed.Diagnostics.Where(d => d.Severity == RuleSeverity.Error).Select(d => d.ToString()));
            facts = parsed.Value ?? facts;
            texts.Add((KeptDocuments.Facts(facts.Hash), Encoding.UTF8.GetString(factsJson)));
        }
        else
        {
            problems.Add(RuleSetLoader.OpenRegistriesWarning(_options.FactsFile).ToString());
        }

        BinTable? bins = null;
        if (File.Exists(_options.BinsFile) && TryRead(_options.BinsFile, found, out var csv))
        {
            var text = Encoding.UTF8.GetString(csv);
            var parsed = BinTable.Load(_options.BinsFile, text, facts);
            found.AddRange(parsed.Diagnostics.Where(d => d.Severity == RuleSeverity.Error).Select(d => d.ToString()));
            bins = parsed.Value;
            if (bins is not null) texts.Add((KeptDocuments.Bins(bins.Hash), text));
        }

        RuleSet? rules = null;
        if (found.Count == 0 && TryRead(_options.RulesFile, found, out var json))
        {
            var parsed = RuleSetLoader.Load(_options.RulesFile, json, facts, Known());
            found.AddRange(parsed.Diagnostics.Where(d => d.Severity == RuleSeverity.Error).Select(d => d.ToString()));
            problems.AddRange(parsed.Diagnostics.Where(d => d.Severity != RuleSeverity.Error).Select(d => d.ToString()));
            rules = parsed.Value;
            if (rules is not null) texts.Add((KeptDocuments.Rules(rules.Hash), Encoding.UTF8.GetString(json)));
        }

        fatal.AddRange(found);
        return rules is null || found.Count > 0 ? null : new(rules, facts, bins, texts, Catalog.Empty);
    }

    private RuleLoadContext Known() => new()
    {
        Accounts = [.. _accounts.Select(a => a.Id)],
        RemovedAccounts = [.. _removed.Select(r => r.Id)],
        RemovedTags = [.. _removed.SelectMany(r => r.Tags ?? []).Distinct(StringComparer.Ordinal)],
        Channels = [.. _plugins.Loaded.Keys],
        AccountTags = [.. _accounts.SelectMany(a => a.Tags).Distinct(StringComparer.Ordinal)],
        Methods = [.. _plugins.Loaded.Values.SelectMany(p => p.Manifest.Methods).Select(m => m.Name).Distinct(StringComparer.Ordinal)],
    };

    // What a plan is made from is in the store before the first plan is: every stored plan can be made again.
    private async Task PublishAsync(Loaded? fresh, List<string> problems)
    {
        var kept = fresh ?? _loaded;
        if (kept is null) return;
        if (fresh is null && problems.Count > 0) problems.Add("The rules loaded last stay in force.");
        var accounts = _accounts.Select(InForce).ToList();
        var manifests = _plugins.Loaded.Values.Select(p => p.Manifest).OrderBy(m => m.Id, StringComparer.Ordinal).ToList();
        var (catalog, text) = CatalogText.Of(accounts, manifests);
        await _keeper.KeepAsync([.. kept.Texts, (KeptDocuments.Catalog(catalog.Hash), text)]).ConfigureAwait(false);
        _health.Configure(catalog);
        _operations.Keep(catalog);
        _gates.Keep(catalog);
        _loaded = kept with { Catalog = catalog };
    }

    // A plugin that takes no new payments passes that on to its accounts; faults set at run time overlay the file's.
    private MerchantAccount InForce(MerchantAccount account)
    {
        if (account.Id == _closed && account.State is AccountState.Active or AccountState.Testing) account = account with { State = AccountState.NoNewPayments };
        if (_faults.TryGetValue(account.Id, out var faults)) account = account with { Settings = WithFaults(account.Settings, faults) };
        return _plugins.Loaded.TryGetValue(account.ChannelId, out var plugin) && !plugin.AcceptsNewPayments && account.State is AccountState.Active or AccountState.Testing
            ? account with { State = AccountState.NoNewPayments }
            : account;
    }

    private ChannelManifest? Manifest(MerchantAccount account) =>
        _plugins.Loaded.TryGetValue(account.ChannelId, out var plugin) ? plugin.Manifest : null;

    private static JsonElement WithFaults(JsonElement settings, JsonElement faults)
    {
        var node = settings.ValueKind == JsonValueKind.Object ? JsonNode.Parse(settings.GetRawText())!.AsObject() : [];
        node["faults"] = JsonNode.Parse(faults.GetRawText());
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    private static bool TryRead(string path, List<string> problems, out byte[] bytes)
    {
        try
        {
            bytes = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{Path.GetFullPath(path)} cannot be read: {exception.Message} Check the path in the settings and the file's rights.");
            bytes = [];
            return false;
        }
    }

    private sealed record Loaded(RuleSet Rules, FactCatalog Facts, BinTable? Bins, IReadOnlyList<(string Name, string Text)> Texts, Catalog Catalog);
}
