using System.Text.Json;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Hosting.Configuration;
using Router.Plugins;

namespace Router.Hosting.Operations;

/// <summary>
/// Asks every account's channel instance until when its certificates are good, and notices accounts that cannot be opened at all: a
/// missing secret is known before the first buyer comes. Nothing is sent for it. An account whose secret file was replaced is opened anew;
/// where the new secret is no good, the account goes on with the old one.
/// </summary>
internal sealed class CredentialWatch(ChannelCaller caller, LiveConfiguration configuration, PluginCatalog plugins, SecretReader secrets, TimeProvider time)
{
    /// <summary>From here on before its end a credential is alarmed.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>From here on it is alarmed as critical.</summary>
    public static readonly TimeSpan LastDays = TimeSpan.FromDays(7);

    private const int CredentialsMax = 50;
    private const int NameMax = 100;
    private const int RenewalMax = 200;
    private readonly SortedDictionary<string, string> _refused = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string>? _stamps;
    private volatile Seen _seen = new([], new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>What the last look found, in order of account and end.</summary>
    public IReadOnlyList<AccountCredential> Credentials => _seen.Credentials;

    /// <summary>Accounts that their plugin cannot open, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Unusable => _seen.Unusable;

    public async Task LookAsync()
    {
        var found = new List<AccountCredential>();
        var unusable = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var replaced = ReplacedSecrets();
        foreach (var account in configuration.Current.Catalog.Accounts.OrderBy(a => a.Id, StringComparer.Ordinal))
        {
            if (replaced.Count > 0 && Names(account.Settings, replaced)) Reopen(account);
            if (_refused.TryGetValue(account.Id, out var refused)) unusable[account.Id] = refused;
            // A plugin that does not run at all has an alarm of its own.
            if (configuration.Current.Catalog.FindChannel(account.ChannelId) is null) continue;
            var end = await caller.CallAsync(account, CallClass.Query, null, static (lease, _) => Task.FromResult(Read(lease.Channel)));
            if (end.HasReturned) found.AddRange(end.Answer!.OrderBy(c => c.ExpiresAt).Select(c => new AccountCredential(account.Id, c)));
            else if (!end.WasBegun && !end.WasHeldBack) unusable[account.Id] = end.Why;
        }

        _seen = new(found, unusable);
    }

    /// <summary>Credentials that end within a span, "account: name" with what to do.</summary>
    /// <param name="least">Those with at least so long to go; null: ended ones too.</param>
    /// <param name="below">Those with less than this to go.</param>
    public IEnumerable<(string Subject, string Reason)> Ending(TimeSpan? least, TimeSpan below)
    {
        var now = time.GetUtcNow();
        return from known in Credentials
               let left = known.Credential.ExpiresAt - now
               where left < below && (least is null || left >= least)
               let when = left > TimeSpan.Zero ? "It ends" : "It has ended"
               select ($"{known.AccountId}: {known.Credential.Name}", $"{when} at {known.Credential.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. {known.Credential.Renewal}");
    }

    private void Reopen(MerchantAccount account)
    {
        if (plugins.Reopen(account.ChannelId, account.ToChannelAccount()) is { } why)
            _refused[account.Id] = $"A replaced secret was not taken, the former one stays in use: {why}";
        else _refused.Remove(account.Id);
    }

    private HashSet<string> ReplacedSecrets()
    {
        var now = secrets.Stamps();
        var before = _stamps ?? now;
        _stamps = now;
        return [.. now.Where(s => before.GetValueOrDefault(s.Key) != s.Value).Select(s => s.Key)];
    }

    private static bool Names(JsonElement settings, HashSet<string> names) => settings.ValueKind switch
    {
        JsonValueKind.String => names.Contains(settings.GetString()!),
        JsonValueKind.Object => settings.EnumerateObject().Any(p => Names(p.Value, names)),
        JsonValueKind.Array => settings.EnumerateArray().Any(e => Names(e, names)),
        _ => false,
    };

    // Plugin code: what it gives is copied at once, bounded, and read on its own thread.
    private static List<Credential> Read(IChannel channel)
    {
        if (channel is not ICredentials role) return [];
        return [.. role.Credentials.Take(CredentialsMax).Select(c => new Credential(Cut(c.Name, NameMax), c.ExpiresAt.ToUniversalTime(), Cut(c.Renewal, RenewalMax)))];
    }

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    private sealed record Seen(IReadOnlyList<AccountCredential> Credentials, IReadOnlyDictionary<string, string> Unusable);
}
