using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

internal static class RecordCases
{
    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("a document is replaced by the last writer", LastWriterWins),
        new("exchanges are listed by number, oldest first", ExchangesAreListed),
        new("exchanges older than a time are deleted", ExchangesAreDeleted),
    ];

    private static async Task LastWriterWins(IOrderStore store)
    {
        await store.SaveDocumentAsync("health", "{\"a\":1}");
        await store.SaveDocumentAsync("overrides", "");
        await store.SaveDocumentAsync("health", "{\"a\":\"二\"}");
        Require.Equal("{\"a\":\"二\"}", await store.LoadDocumentAsync("health"), "The document saved twice");
        Require.Equal("", await store.LoadDocumentAsync("overrides"), "The empty document");
    }

    private static async Task ExchangesAreListed(IOrderStore store)
    {
        var pay = Exchange("A1", 0);
        var query = Exchange("A1", 1) with { Operation = "query" };
        await store.AppendExchangeAsync(pay);
        await store.AppendExchangeAsync(Exchange("A2", 0));
        await store.AppendExchangeAsync(query);
        Require.Sequence([pay, query], await store.ExchangesOfAsync("A1"), "Exchanges of an attempt");
    }

    private static async Task ExchangesAreDeleted(IOrderStore store)
    {
        for (var minute = 0; minute < 5; minute++) await store.AppendExchangeAsync(Exchange("A1", minute));
        await store.DeleteExchangesBeforeAsync(Start.AddMinutes(3));
        Require.Sequence([Exchange("A1", 3), Exchange("A1", 4)], await store.ExchangesOfAsync("A1"), "Exchanges that are young enough");
    }

    private static ChannelExchange Exchange(string number, int minute) =>
        new(number, "acct-a", "pay", Start.AddMinutes(minute), TimeSpan.FromMilliseconds(12.5), "{\"code\":\"SUCCESS\"}");
}
