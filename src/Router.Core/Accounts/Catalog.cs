using System.Collections.Frozen;
using Router.Abstractions;
using Router.Rules.Fees;

namespace Router.Core.Accounts;

/// <summary>Every account and the manifest of every channel that is loaded. Immutable; one snapshot serves one payment.</summary>
public sealed class Catalog
{
    private static readonly FeeSchedule s_noFees = new([]);
    private static readonly Catalog s_empty = new([], [], "");

    private readonly FrozenDictionary<string, MerchantAccount> _accounts;
    private readonly FrozenDictionary<string, ChannelManifest> _channels;
    private readonly FrozenDictionary<string, FeeSchedule> _fees;

    /// <param name="accounts">Every configured account, retired ones included.</param>
    /// <param name="channels">Every loaded channel.</param>
    /// <param name="hash">Hash of what both were read from.</param>
    public Catalog(IEnumerable<MerchantAccount> accounts, IEnumerable<ChannelManifest> channels, string hash)
    {
        Accounts = [.. accounts.OrderBy(a => a.Id, StringComparer.Ordinal)];
        Channels = [.. channels.OrderBy(c => c.Id, StringComparer.Ordinal)];
        _accounts = Accounts.ToFrozenDictionary(a => a.Id, StringComparer.Ordinal);
        _channels = Channels.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);
        _fees = Accounts.ToFrozenDictionary(a => a.Id, Schedule, StringComparer.Ordinal);
        Hash = hash;
    }

    public static Catalog Empty => s_empty;

    /// <summary>In order of id.</summary>
    public IReadOnlyList<MerchantAccount> Accounts { get; }

    /// <summary>In order of id.</summary>
    public IReadOnlyList<ChannelManifest> Channels { get; }

    public string Hash { get; }

    public MerchantAccount? FindAccount(string accountId) => _accounts.GetValueOrDefault(accountId);

    public ChannelManifest? FindChannel(string channelId) => _channels.GetValueOrDefault(channelId);

    /// <summary>The account's fee rows, else its manifest's.</summary>
    public FeeSchedule FeesOf(string accountId) => _fees.GetValueOrDefault(accountId) ?? s_noFees;

    /// <summary>The method of an account, if its channel is loaded and has it. Does not ask whether the account has switched it off.</summary>
    public MethodManifest? FindMethod(string accountId, string method) =>
        FindAccount(accountId) is { } account && FindChannel(account.ChannelId) is { } channel
            ? channel.Methods.FirstOrDefault(m => m.Name == method)
            : null;

    /// <summary>The day of an account's limits that an instant falls on: by its own zone, else its channel's, else UTC.</summary>
    public DateOnly LimitDayOf(MerchantAccount account, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(account);
        var name = account.Limits?.Zone ?? FindChannel(account.ChannelId)?.TimeZone ?? "UTC";
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(name, out var known) ? known : TimeZoneInfo.Utc;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }

    // Rows that cannot be used were told when they were read; here they only mean that the fee is not known.
    private FeeSchedule Schedule(MerchantAccount account)
    {
        var rows = account.Fees ?? FindChannel(account.ChannelId)?.Fees ?? [];
        return FeeSchedule.Problems(rows).Count == 0 ? new FeeSchedule(rows) : s_noFees;
    }
}
