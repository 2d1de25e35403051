using Router.Core.Accounts;
using Router.Core.Alarms;
using Router.Core.Health;
using Router.Hosting.Configuration;
using Router.Hosting.Operations;
using Router.Plugins;

namespace Router.Hosting.Alarms;

/// <summary>
/// Looks at what is, and holds the alarms that follow from it. Nothing is remembered but how long something lasts, so a restart finds
/// every condition again that still lasts.
/// </summary>
internal sealed class AlarmConditions(
    AlarmDesk desk, HealthModel health, LiveConfiguration configuration, PluginCatalog plugins, StoreWatch store, CredentialWatch credentials,
    PaymentRouterOptions options, TimeProvider time)
{
    private const int ProblemsShown = 3;
    private readonly SortedDictionary<string, DateTimeOffset> _restingSince = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DateTimeOffset> _demotedSince = new(StringComparer.Ordinal);

    public void Look()
    {
        var now = time.GetUtcNow();
        var sick = SickAccounts.Of(health.Tick(), configuration.Current.Catalog, options.Health.DemoteBelow, now);
        desk.Hold(AlarmKinds.BreakerOpen, sick.Open, now);
        desk.Hold(AlarmKinds.AllDown, sick.MethodsDown, now);
        desk.Hold(AlarmKinds.Misconfigured, Sorted(Pairs(sick.Misconfigured).Concat(Pairs(credentials.Unusable))), now);
        desk.Hold(AlarmKinds.CredentialExpiring, Sorted(credentials.Ending(CredentialWatch.LastDays, CredentialWatch.Soon)), now);
        desk.Hold(AlarmKinds.CredentialLastDays, Sorted(credentials.Ending(null, CredentialWatch.LastDays)), now);
        desk.Hold(AlarmKinds.RestingLong, Lasting(_restingSince, sick.Resting, options.Alarms.RestingLong, now), now);
        desk.Hold(AlarmKinds.Demoted, Lasting(_demotedSince, sick.Demoted, options.Alarms.DemotedLong, now), now);
        desk.Hold(AlarmKinds.PluginFaulted, Faulted(), now);
        desk.Hold(AlarmKinds.ReloadRefused, One("configuration", configuration.Refused.Count == 0 ? null : string.Join(" ", configuration.Refused.Take(ProblemsShown))), now);
        desk.Hold(AlarmKinds.OneCentOn, One("engine", options.Engine.OneCent ? "Engine:OneCent is on: every payment is sent as one minor unit." : null), now);
        desk.Hold(AlarmKinds.StoreUnavailable, One("store", store.Problem), now);
    }

    public void LookAtUnloads()
    {
        var now = time.GetUtcNow();
        var overdue = plugins.CheckUnloads().Where(r => r.Overdue is not null);
        desk.Hold(AlarmKinds.UnloadOverdue, Sorted(overdue.Select(r => ($"{r.PluginId} {r.Version}", r.Overdue!.ToString()))), now);
    }

    // Only what lasts: both come and go by themselves all day.
    private static SortedDictionary<string, string> Lasting(
        SortedDictionary<string, DateTimeOffset> since, IReadOnlyDictionary<string, string> found, TimeSpan least, DateTimeOffset now)
    {
        foreach (var gone in since.Keys.Where(subject => !found.ContainsKey(subject)).ToList()) since.Remove(gone);
        foreach (var subject in found.Keys) since.TryAdd(subject, now);
        return Sorted(since.Where(s => now - s.Value >= least).Select(s => (s.Key, found[s.Key])));
    }

    private SortedDictionary<string, string> Faulted() => Sorted(NotRunning().Concat(Quarantined()));

    private IEnumerable<(string Subject, string Reason)> Quarantined() =>
        from account in health.View.Accounts
        where account.Quarantined is not null && configuration.Current.Catalog.FindAccount(account.AccountId) is not null
        group account by configuration.Current.Catalog.FindAccount(account.AccountId)!.ChannelId into of
        select (of.Key, $"It gets no new payments at {string.Join(", ", of.Select(a => a.AccountId))}: {of.First().Quarantined}.");

    private IEnumerable<(string Subject, string Reason)> NotRunning() =>
        from plugin in configuration.Plugins?.Plugins ?? []
        where plugin is { Enabled: true, Running: null }
        select (plugin.PluginId, plugin.Diagnostics.Count == 0 ? "It does not run." : plugin.Diagnostics[0].ToString());

    private static IEnumerable<(string Subject, string Reason)> Pairs(IReadOnlyDictionary<string, string> found) => found.Select(f => (f.Key, f.Value));

    private static SortedDictionary<string, string> One(string subject, string? reason) => reason is null ? [] : new(StringComparer.Ordinal) { [subject] = reason };

    private static SortedDictionary<string, string> Sorted(IEnumerable<(string Subject, string Reason)> found)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (subject, reason) in found) sorted[subject] = reason;
        return sorted;
    }
}
