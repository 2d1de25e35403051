using Router.Core.Store;

namespace Router.AspNetCore.Views;

/// <summary>One redacted call to a channel.</summary>
internal sealed record ExchangeView(string Number, string Account, string Operation, DateTimeOffset At, double ElapsedMs, string Answer)
{
    public static ExchangeView Of(ChannelExchange exchange) =>
        new(exchange.Number, exchange.AccountId, exchange.Operation, exchange.At, exchange.Elapsed.TotalMilliseconds, exchange.Answer);
}
