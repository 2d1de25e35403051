using Router.Abstractions;
using Router.Core.Payments;
using Router.Core.Store;

namespace Router.Hosting.Channels;

/// <summary>What open money still needs of a channel or an account: the reason why it may not be removed.</summary>
internal static class AccountNeeds
{
    /// <summary>For the plugin loader, which asks on its own thread.</summary>
    public static IReadOnlyList<string> Of(string channelId, ISnapshotSource snapshots, IOrderStore store, TimeProvider time)
    {
        var catalog = snapshots.Current.Catalog;
        var needs = new List<string>();
        foreach (var account in catalog.Accounts.Where(a => a.ChannelId == channelId))
        {
            if (OfAccountAsync(account.Id, catalog.FindChannel(channelId)?.Refunds, store, time).AsTask().GetAwaiter().GetResult() is { } need) needs.Add(need);
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
