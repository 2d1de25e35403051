using System.Text.Json.Nodes;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests;

public sealed class ArchiveTests : IDisposable
{
    private static readonly DateTimeOffset s_before = OrderSamples.Start.AddDays(1);
    private readonly StoreFolder _folder = new();

    private string Target => Path.Combine(_folder.Folder, "old.jsonl");

    [Fact]
    public async Task Old_orders_move_whole_into_the_file_and_the_store_stays_sound()
    {
        await using var store = _folder.Open();
        for (var i = 1; i <= 450; i++) await AddAsync(store, Final(i, i % 3 == 0 ? PaymentState.Closed : PaymentState.Succeeded));
        await store.CommitAsync(OrderSamples.Insert(OrderSamples.Refund(1, OrderSamples.PaymentId(1)) with { State = RefundState.Failed }));
        var report = await store.ArchiveAsync(new(Target, s_before, _ => true));

        report.Should().Be(new ArchiveReport(450, 0, 0));
        var lines = File.ReadAllLines(Target).Select(line => JsonNode.Parse(line)!).ToList();
        lines.Select(line => line["payment"]!["id"]!.ToString()).Should().Equal(Enumerable.Range(1, 450).Select(OrderSamples.PaymentId));
        lines[0]["refunds"]!.AsArray().Should().ContainSingle();
        lines[0]["messages"]![0]!["body"]!.ToString().Should().Be(OrderSamples.Message("m1", "", null).Body);
        (await store.ListPaymentsAsync(new())).Should().BeEmpty();
        (await store.FindPaymentByAttemptAsync("A1")).Should().BeNull();
        (await store.OutboxOfAsync(OrderSamples.PaymentId(1))).Should().BeEmpty();
        (await store.VerifyAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_an_order_took_of_a_day_leaves_with_it()
    {
        await using var store = _folder.Open();
        var day = new DateOnly(2026, 1, 1);
        for (var i = 1; i <= 2; i++)
        {
            var order = Final(i, PaymentState.Succeeded);
            await AddAsync(store, order with { Attempts = [.. order.Attempts.Select(a => a with { State = AttemptState.Captured, LimitDay = day })] });
        }

        (await store.UseOfDayAsync("acct-a", day)).Should().ContainSingle().Which.Count.Should().Be(2);
        await store.ArchiveAsync(new(Target, s_before, order => order.Id == OrderSamples.PaymentId(1)));
        (await store.UseOfDayAsync("acct-a", day)).Should().ContainSingle().Which.Count.Should().Be(1);
        (await store.VerifyAsync()).Should().BeEmpty();
        await store.ArchiveAsync(new(Target + "2", s_before, _ => true));
        (await store.UseOfDayAsync("acct-a", day)).Should().BeEmpty();
        (await store.VerifyAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_number_of_a_paid_order_stays_taken_and_that_of_an_unpaid_one_stays_free()
    {
        await using var store = _folder.Open();
        await AddAsync(store, Final(1, PaymentState.Succeeded));
        await AddAsync(store, Final(2, PaymentState.Failed));
        await store.ArchiveAsync(new(Target, s_before, _ => true));

        (await store.CommitAsync(OrderSamples.Insert(Again(1, PaymentState.Created)))).Should().Be(CommitResult.DuplicateOrderNo);
        (await store.CommitAsync(OrderSamples.Insert(Again(1, PaymentState.Failed)))).Should().Be(CommitResult.DuplicateOrderNo, "a refusal would hide that the number was paid");
        (await store.CommitAsync(OrderSamples.Insert(Again(2, PaymentState.Created)))).Should().Be(CommitResult.Committed);
    }

    [Fact]
    public async Task Keys_stay_until_they_are_to_be_forgotten()
    {
        await using var store = _folder.Open();
        await AddAsync(store, Final(1, PaymentState.Failed));
        await AddAsync(store, OrderSamples.Payment(2));
        await store.ArchiveAsync(new(Target, s_before, _ => true));
        (await store.FindIdempotencyAsync("shop", "pay:1")).Should().NotBeNull();
        (await store.CommitAsync(OrderSamples.Insert(Again(1, PaymentState.Created)) with { Idempotency = Key(1) })).Should().Be(CommitResult.DuplicateKey);

        (await store.ArchiveAsync(new(Target + "2", s_before, _ => true, OrderSamples.Start))).KeysForgotten.Should().Be(0, "none is older");
        (await store.ArchiveAsync(new(Target + "3", s_before, _ => true, s_before))).KeysForgotten.Should().Be(1);
        (await store.FindIdempotencyAsync("shop", "pay:1")).Should().BeNull();
        (await store.FindIdempotencyAsync("shop", "pay:2")).Should().NotBeNull("its order is here");
        (await store.VerifyAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_order_that_anything_hangs_on_stays()
    {
        await using var store = _folder.Open();
        var old = Final(1, PaymentState.Succeeded);
        await AddAsync(store, old with { Id = "pay-case", Cases = [new("two-transactions", "A1", "d", OrderSamples.Start)] });
        await AddAsync(store, Renamed(2, "pay-due") with { DueAt = OrderSamples.Start });
        await AddAsync(store, Renamed(3, "pay-leased") with { Lease = new("n", 1, OrderSamples.Start) });
        await AddAsync(store, Renamed(4, "pay-orphan") with { Attempts = [OrderSamples.Attempt("A4", state: AttemptState.Captured) with { IsOrphan = true }] });
        await AddAsync(store, Renamed(5, "pay-refunding"));
        await store.CommitAsync(OrderSamples.Insert(OrderSamples.Refund(1, "pay-refunding") with { State = RefundState.Processing }));
        await AddAsync(store, Renamed(6, "pay-untold"), waiting: true);
        await AddAsync(store, Renamed(7, "pay-young") with { FinishedAt = s_before });
        await AddAsync(store, Renamed(8, "pay-refundable"));
        await AddAsync(store, OrderSamples.Payment(9) with { Id = "pay-open" });

        var report = await store.ArchiveAsync(new(Target, s_before, order => order.Id != "pay-refundable"));
        report.Should().Be(new ArchiveReport(0, 8, 0));
        File.Exists(Target).Should().BeFalse("nothing was archived");
        (await store.ListPaymentsAsync(new())).Should().HaveCount(9);
    }

    [Fact]
    public async Task An_order_that_changes_after_it_was_read_stays()
    {
        await using var store = _folder.Open();
        await AddAsync(store, Final(1, PaymentState.Succeeded));
        await AddAsync(store, Final(2, PaymentState.Succeeded));
        await AddAsync(store, Final(3, PaymentState.Succeeded));
        await AddAsync(store, Final(4, PaymentState.Succeeded));
        var report = await store.ArchiveAsync(new(Target, s_before, order =>
        {
            OrderCommit? late = order.Terms.MerchantOrderNo switch
            {
                "order-1" => OrderSamples.Update(order),
                "order-2" => OrderSamples.Insert(OrderSamples.Refund(2, order.Id)),
                "order-3" => new() { Outbox = [OrderSamples.Message("m3", order.Id, OrderSamples.Start)] },
                _ => null,
            };
            if (late is not null) store.CommitAsync(late).AsTask().GetAwaiter().GetResult().Should().Be(CommitResult.Committed);
            return true;
        }));
        report.Should().Be(new ArchiveReport(1, 3, 0));
        (await store.ListPaymentsAsync(new())).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_file_that_is_there_is_refused_and_nothing_is_deleted()
    {
        await using var store = _folder.Open();
        await AddAsync(store, Final(1, PaymentState.Succeeded));
        File.WriteAllText(Target, "mine");
        foreach (var (file, id) in new[] { (Target, "RTR4020*"), (Path.Combine(_folder.Folder, "nowhere", "old.jsonl"), "RTR4021*"), ("old.jsonl", "RTR4023*") })
        {
            var archive = async () => await store.ArchiveAsync(new(file, s_before, _ => true));
            await archive.Should().ThrowAsync<StoreUpkeepException>().WithMessage(id);
        }

        (await store.FindPaymentAsync(OrderSamples.PaymentId(1))).Should().NotBeNull();
        File.ReadAllText(Target).Should().Be("mine");
    }

    public void Dispose() => _folder.Dispose();

    private static PaymentOrder Final(int number, PaymentState state)
    {
        var isPaid = state == PaymentState.Succeeded;
        var attempt = OrderSamples.Attempt($"A{number}", state: isPaid ? AttemptState.Captured : AttemptState.Closed);
        return OrderSamples.Payment(number) with
        {
            State = state,
            FinishedAt = OrderSamples.Start.AddMinutes(1),
            Attempts = [attempt],
            WinningAttempt = isPaid ? attempt.Number : null,
        };
    }

    private static PaymentOrder Renamed(int number, string id) => Final(number, PaymentState.Succeeded) with { Id = id };

    private static PaymentOrder Again(int number, PaymentState state) => OrderSamples.Payment(number) with { Id = $"pay-again-{number}-{state}", State = state };

    private static IdempotencyRow Key(int number) => new("shop", $"pay:{number}", "f", OrderSamples.PaymentId(number), OrderSamples.Start.AddMinutes(1));

    private static async Task AddAsync(SqliteOrderStore store, PaymentOrder order, bool waiting = false)
    {
        var number = int.Parse(order.Terms.MerchantOrderNo["order-".Length..], System.Globalization.CultureInfo.InvariantCulture);
        var message = OrderSamples.Message($"m{number}", order.Id, waiting ? OrderSamples.Start : null);
        (await store.CommitAsync(OrderSamples.Insert(order) with
        {
            Idempotency = Key(number) with { OrderId = order.Id },
            Outbox = [message with { State = waiting ? OutboxState.Waiting : OutboxState.Delivered }],
        })).Should().Be(CommitResult.Committed);
    }
}
