using Router.Core.Orders;
using Router.Core.Store;

namespace Router.AspNetCore.Views;

/// <summary>A whole order, for an operator.</summary>
internal sealed record OrderView
{
    public string Code { get; init; } = Success.Code;
    public string Message { get; init; } = Success.Message;
    public required PaymentView Payment { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<string> Methods { get; init; }
    public required IReadOnlyDictionary<string, string> Facts { get; init; }
    public required PlanView Plan { get; init; }
    public required IReadOnlyList<RefundView> Refunds { get; init; }
    public required IReadOnlyList<CaseView> Cases { get; init; }
    public required IReadOnlyList<ExchangeView> Exchanges { get; init; }
    public required IReadOnlyList<MessageView> Outbox { get; init; }
    public required long Version { get; init; }
    public string? Holder { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    public static async Task<OrderView> ReadAsync(PaymentOrder order, IOrderStore store)
    {
        var refunds = await store.RefundsOfAsync(order.Id);
        var exchanges = new List<ChannelExchange>();
        foreach (var number in order.Attempts.Select(a => a.Number).Concat(refunds.Select(r => r.RefundNumber)))
            exchanges.AddRange(await store.ExchangesOfAsync(number));
        return new()
        {
            Payment = PaymentView.Of(order),
            Description = order.Terms.Description,
            Methods = order.Terms.Methods,
            Facts = order.Terms.Facts,
            Plan = PlanView.Of(order.Plan),
            Refunds = [.. refunds.Select(refund => RefundView.Of(refund))],
            Cases = [.. order.Cases.Select((open, place) => CaseView.Of(open, place + 1))],
            Exchanges = [.. exchanges.OrderBy(e => e.At).Select(ExchangeView.Of)],
            Outbox = [.. (await store.OutboxOfAsync(order.Id)).Select(MessageView.Of)],
            Version = order.Version,
            Holder = order.Lease?.Owner,
            DueAt = order.DueAt,
        };
    }
}
