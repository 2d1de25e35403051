using System.Collections.Frozen;
using Router.Abstractions;

namespace Router.Core.Accounts;

/// <summary>Every account and the manifest of every channel that is loaded. Immutable; one snapshot serves one payment.</summary>
public sealed class Catalog
{
    private readonly FrozenDictionary<string, MerchantAccount> _accounts;
    private readonly FrozenDictionary<string, ChannelManifest> _channels;

    /// <param name="accounts">Every configured account, retired ones included.</param>
    /// <param name="channels">Every loaded channel.</param>
    /// <param name="hash">Hash of what both were read from.</param>
    public Catalog(IEnumerable<MerchantAccount> accounts, IEnumerable<ChannelManifest> channels, string hash)
    {
        Accounts = [.. accounts.OrderBy(a => a.Id, StringComparer.Ordinal)];
        Channels = [.. channels.OrderBy(c => c.Id, StringComparer.Ordinal)];
        _accounts = Accounts.ToFrozenDictionary(a => a.Id, StringComparer.Ordinal);
        _channels = Channels.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);
        Hash = hash;
    }

    public static Catalog Empty { get; } = new([], [], "");

    /// <summary>In order of id.</summary>
    public IReadOnlyList<MerchantAccount> Accounts { get; }

    /// <summary>In order of id.</summary>
    public IReadOnlyList<ChannelManifest> Channels { get; }

    public string Hash { get; }

    public MerchantAccount? FindAccount(string accountId) => _accounts.GetValueOrDefault(accountId);

    public ChannelManifest? FindChannel(string channelId) => _channels.GetValueOrDefault(channelId);

    /// <summary>The method of an account, if its channel is loaded and has it. Does not ask whether the account has switched it off.</summary>
    public MethodManifest? FindMethod(string accountId, string method) =>
        FindAccount(accountId) is { } account && FindChannel(account.ChannelId) is { } channel
            ? channel.Methods.FirstOrDefault(m => m.Name == method)
            : null;
}
