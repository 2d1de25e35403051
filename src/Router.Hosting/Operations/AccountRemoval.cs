using Microsoft.Extensions.Logging;
using Router.Core.Accounts;
using Router.Core.Cases;
using Router.Core.Recovery;
using Router.Core.Refunds;
using Router.Core.Store;
using Router.Hosting.Channels;
using Router.Hosting.Configuration;

namespace Router.Hosting.Operations;

/// <summary>
/// Takes an account away for good. What hangs on it is named first; by force it goes all the same, and what it strands is parked as cases. It
/// is written down before anything else, so that a start after a crash goes on with it.
/// </summary>
internal sealed class AccountRemoval(
    LiveConfiguration configuration, IOrderStore store, RecoveryLoop recovery, RefundWork refunds, TimeProvider time, ILogger<AccountRemoval> log) : IDisposable
{
    private const int Named = 20, PageSize = 200;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <returns>What hangs on the account; null: there is no such account.</returns>
    public async Task<StrandedMoney?> LookAsync(string accountId)
    {
        if (configuration.Current.Catalog.FindAccount(accountId) is not { } account) return null;
        var window = Window(account);
        var use = await store.UseOfAccountAsync(accountId, time.GetUtcNow() - window).ConfigureAwait(false);
        return new(accountId, use.OpenPayments, use.OpenRefunds, use.RefundableCaptures, window, await store.PaymentsNeedingAsync(accountId, "", Named).ConfigureAwait(false));
    }

    /// <summary>Where nothing hung on it, that is looked at again after it takes no new payments: one may have been routed in between.</summary>
    public async Task<RemovalResult> RemoveAsync(StrandedMoney seen, Operator by, string reason)
    {
        if (!seen.IsNone) return await TakeAsync(seen, by, reason).ConfigureAwait(false);
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            await configuration.CloseAsync(seen.AccountId, isClosed: true).ConfigureAwait(false);
            if (await LookAsync(seen.AccountId).ConfigureAwait(false) is { IsNone: false } come) return new(come, IsRemoved: false, 0, []);
            return await TakeAsync(seen, by, reason).ConfigureAwait(false);
        }
        finally
        {
            await configuration.CloseAsync(seen.AccountId, isClosed: false).ConfigureAwait(false);
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<RemovalResult> TakeAsync(StrandedMoney stranded, Operator by, string reason)
    {
        await configuration.RemoveAsync(new(stranded.AccountId, by.Name, reason, time.GetUtcNow())).ConfigureAwait(false);
        HostLog.Removed(log, stranded.AccountId, by.Name, reason, stranded.OpenPayments, stranded.OpenRefunds, stranded.RefundableCaptures);
        var parked = 0;
        for (var after = ""; ;)
        {
            var page = await store.PaymentsNeedingAsync(stranded.AccountId, after, PageSize).ConfigureAwait(false);
            foreach (var id in page)
            {
                await ParkAsync(id).ConfigureAwait(false);
                parked++;
            }

            if (page.Count < PageSize) return new(stranded, IsRemoved: true, parked, configuration.RulesNaming(stranded.AccountId));
            after = page[^1];
        }
    }

    // One that is at work just now is parked by recovery as soon as it is let go.
    private async Task ParkAsync(string paymentId)
    {
        if (await store.FindPaymentAsync(paymentId).ConfigureAwait(false) is { } order) await recovery.AdvanceAsync(order).ConfigureAwait(false);
        foreach (var refund in await store.RefundsOfAsync(paymentId).ConfigureAwait(false)) await refunds.AdvanceAsync(refund).ConfigureAwait(false);
    }

    private TimeSpan Window(MerchantAccount account) => configuration.Current.Catalog.FindChannel(account.ChannelId) is { } channel
        ? channel.Refunds?.Window ?? TimeSpan.Zero
        : AccountNeeds.UnknownRefunds.Window;
}
