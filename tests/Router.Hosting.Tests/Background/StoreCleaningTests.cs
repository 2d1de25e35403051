using Router.Core.Orders;
using Router.Core.Store;
using Router.Hosting.Background;
using Router.TestKit.Stores;

namespace Router.Hosting.Tests.Background;

public sealed class StoreCleaningTests
{
    [Fact]
    public async Task Messages_that_are_done_go_after_ninety_days_and_what_waits_or_died_stays()
    {
        var store = new InMemoryOrderStore();
        var order = OrderSamples.Payment(1) with { State = PaymentState.Closed };
        var states = new[] { OutboxState.Delivered, OutboxState.Waiting, OutboxState.Dead };
        await store.CommitAsync(OrderSamples.Insert(order) with
        {
            Outbox = [.. states.Select(state => OrderSamples.Message(state.ToString(), order.Id, OrderSamples.Start) with { State = state, CreatedAt = OrderSamples.Start })],
        });
        await StoreCleaning.RunAsync(store, OrderSamples.Start.AddDays(90));
        (await store.OutboxOfAsync(order.Id)).Should().HaveCount(3);
        await StoreCleaning.RunAsync(store, OrderSamples.Start.AddDays(90).AddTicks(1));
        (await store.OutboxOfAsync(order.Id)).Select(m => m.State).Should().Equal(OutboxState.Waiting, OutboxState.Dead);
    }
}
