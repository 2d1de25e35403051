using Router.Core.Store;

namespace Router.Hosting.Background;

/// <summary>Deletes what the store keeps for a bounded time only.</summary>
internal static class StoreCleaning
{
    private static readonly TimeSpan s_keepExchanges = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_keepMessages = TimeSpan.FromDays(90);

    public static async Task RunAsync(IOrderStore store, DateTimeOffset now)
    {
        await store.DeleteExchangesBeforeAsync(now - s_keepExchanges);
        await store.DeleteMessagesBeforeAsync(now - s_keepMessages);
    }
}
