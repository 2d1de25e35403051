using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;

namespace Router.TestKit.Channels;

/// <summary>Lends one fake channel an account and counts the leases that are out. Not thread-safe.</summary>
/// <param name="manifest">The manifest of every channel lent.</param>
public sealed class FakeChannelDirectory(ChannelManifest manifest) : IChannelDirectory
{
    private readonly SortedDictionary<string, FakeChannel> _channels = new(StringComparer.Ordinal);

    /// <summary>Leases not yet given back.</summary>
    public int LeasesOut { get; private set; }

    /// <summary>Accounts whose channel cannot be had now.</summary>
    public HashSet<string> Unavailable { get; } = new(StringComparer.Ordinal);

    /// <summary>Accounts for which asking throws, as nothing should.</summary>
    public HashSet<string> Broken { get; } = new(StringComparer.Ordinal);

    /// <summary>What is lent in place of the fake channel of an account, around which it stands.</summary>
    public Dictionary<string, IChannel> InPlaceOf { get; } = new(StringComparer.Ordinal);

    /// <summary>Every channel that was ever asked for, in order of account.</summary>
    public IEnumerable<FakeChannel> Channels => _channels.Values;

    /// <summary>The channel of an account, made when first asked for.</summary>
    /// <param name="accountId">The account.</param>
    public FakeChannel this[string accountId] => _channels.TryGetValue(accountId, out var channel) ? channel : _channels[accountId] = new();

    /// <inheritdoc/>
    public IChannelLease? TryLease(MerchantAccount account, out string? refused)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (Broken.Contains(account.Id)) throw new InvalidOperationException("thrown by the directory");
        refused = Unavailable.Contains(account.Id) ? $"the plugin of {account.Id} is not loaded" : null;
        if (refused is not null) return null;
        LeasesOut++;
        return new Lease(this, InPlaceOf.GetValueOrDefault(account.Id, this[account.Id]), manifest);
    }

    private sealed class Lease(FakeChannelDirectory owner, IChannel channel, ChannelManifest manifest) : IChannelLease
    {
        private bool _ended;

        public IChannel Channel => channel;

        public ChannelManifest Manifest => manifest;

        public void Dispose()
        {
            if (_ended) return;
            _ended = true;
            owner.LeasesOut--;
        }
    }
}
