using Router.Abstractions;
using Router.Core.Store;
using Router.Hosting.Configuration;

namespace Router.Hosting.Channels;

/// <summary>What open money still needs of a channel or an account: the reason why it may not be removed.</summary>
internal static class AccountNeeds
{
    // Before anything is loaded the channel's own refund window is not known: a year is more than any has.
    public static readonly RefundManifest UnknownRefunds = new(TimeSpan.FromDays(366));

    /// <summary>For the plugin loader, which asks on its own thread.</summary>
    public static IReadOnlyList<string> Of(string channelId, LiveConfiguration configuration, IOrderStore store, TimeProvider time)
    {
        var refunds = configuration.IsLoaded ? configuration.Current.Catalog.FindChannel(channelId)?.Refunds : UnknownRefunds;
        var needs = new List<string>();
        foreach (var accountId in configuration.AccountIdsOf(channelId))
        {
            if (OfAccountAsync(accountId, refunds, store, time).AsTask().GetAwaiter().GetResult() is { } need) needs.Add(need);
        }

        return needs;
    }

    /// <returns>What hangs on the account, in words; null: nothing.</returns>
    public static async ValueTask<string?> OfAccountAsync(string accountId, RefundManifest? refunds, IOrderStore store, TimeProvider time)
    {
        var use = await store.UseOfAccountAsync(accountId, time.GetUtcNow() - (refunds?.Window ?? TimeSpan.Zero)).ConfigureAwait(false);
        return use is { OpenPayments: 0, OpenRefunds: 0, RefundableCaptures: 0 }
            ? null
            : $"account {accountId}: {use.OpenPayments} open payments, {use.OpenRefunds} open refunds, {use.RefundableCaptures} captures that can be refunded";
    }
}
