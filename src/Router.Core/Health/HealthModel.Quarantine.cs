using Router.Core.Accounts;

namespace Router.Core.Health;

/// <content>Plugin versions that make too many mistakes get no new payments.</content>
public sealed partial class HealthModel
{
    private Dictionary<string, (string Channel, string Version)> _versions = [];

    /// <summary>
    /// Takes every account of a plugin version out of new payments. Queries, closes, refunds and notifications go on: money needs them. It
    /// ends by an operator's word or with another version.
    /// </summary>
    public void Quarantine(string channelId, string version, string reason)
    {
        lock (_gate)
        {
            AdvanceClock_NeedsLock();
            foreach (var id in _accounts.Keys.ToList())
            {
                if (_versions.GetValueOrDefault(id) != (channelId, version) || _accounts[id].Quarantined is not null) continue;
                Change_NeedsLock(id, a => a with { Quarantined = reason, QuarantinedVersion = version });
                Raise_NeedsLock(id, null, HealthEventKind.Quarantined, reason, "in use", "quarantined");
            }

            Advance_NeedsLock();
        }

        Deliver();
    }

    /// <summary>Lets a quarantined account take payments again, as the account of its plugin that is tried first or the last of many.</summary>
    public AccountChange Trust(string accountId, string reason) =>
        Order(accountId, reason, a => a with { Quarantined = null, QuarantinedVersion = null });

    private void TakeVersions_NeedsLock(Catalog catalog) => _versions = catalog.Accounts
        .Where(a => catalog.FindChannel(a.ChannelId) is not null)
        .ToDictionary(a => a.Id, a => (a.ChannelId, catalog.FindChannel(a.ChannelId)!.Version), StringComparer.Ordinal);

    // Only a version that is known to be another ends it: a plugin that is not loaded now may come back as it was.
    private void EndQuarantines_NeedsLock()
    {
        foreach (var id in _accounts.Keys.ToList())
        {
            if (_accounts[id] is not { QuarantinedVersion: { } bad } || !_versions.TryGetValue(id, out var now) || now.Version == bad) continue;
            Change_NeedsLock(id, a => a with { Quarantined = null, QuarantinedVersion = null });
            Raise_NeedsLock(id, null, HealthEventKind.QuarantineEnded, $"version {now.Version} of its plugin runs now", $"quarantined with version {bad}", "in use");
        }
    }
}
