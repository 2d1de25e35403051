using System.Diagnostics;
using System.Globalization;
using Router.Core.Orders;
using Router.Core.Store;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests.Fixtures;

/// <summary>Three commits a payment from 64 callers, for a look at the store alone: <c>dotnet exec …Tests.dll bench /path/orders.db 5</c>.</summary>
internal static class ThroughputProgram
{
    private const int Callers = 64;

    public static async Task<int> RunAsync(string path, int seconds)
    {
        var payments = 0;
        var took = Enumerable.Range(0, Callers).Select(_ => new List<double>()).ToArray();
        var clock = Stopwatch.StartNew();
        long transactions;
        await using (var store = SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = path, CheckOnOpen = false }))
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
            {
                while (clock.Elapsed.TotalSeconds < seconds)
                {
                    var begun = clock.Elapsed;
                    await PayAsync(store, Interlocked.Increment(ref payments));
                    took[caller].Add((clock.Elapsed - begun).TotalMilliseconds);
                }
            })));
            transactions = store.TransactionCount;
            clock.Stop();
        }

        var perSecond = payments / clock.Elapsed.TotalSeconds;
        Console.WriteLine($"{perSecond:F0} payments/s, {perSecond * 3:F0} commits/s, {payments * 3.0 / transactions:F1} commits a transaction");
        var sorted = took.SelectMany(t => t).Order().ToArray();
        Console.WriteLine($"p50 {sorted[sorted.Length / 2]:F1} ms, p99 {sorted[sorted.Length * 99 / 100]:F1} ms, slowest {sorted[^1]:F1} ms");
        Console.WriteLine($"{new FileInfo(path).Length / payments} bytes of file a payment, {Written() / payments} bytes written to the disk");
        return 0;
    }

    private static long Written() => !OperatingSystem.IsLinux() ? 0 : File.ReadLines("/proc/self/io")
        .Where(line => line.StartsWith("write_bytes:", StringComparison.Ordinal))
        .Select(line => long.Parse(line["write_bytes:".Length..], CultureInfo.InvariantCulture)).Single();

    private static async Task PayAsync(SqliteOrderStore store, int number)
    {
        var order = OrderSamples.Payment(number) with { DueAt = OrderSamples.Start, Lease = new OrderLease("n", 1, OrderSamples.Start) };
        var key = new IdempotencyRow("shop", $"pay:{number}", "f", order.Id, OrderSamples.Start);
        await CommitAsync(store, OrderSamples.Insert(order) with { Idempotency = key });
        order = order with { Version = 1, State = PaymentState.Paying, Attempts = [OrderSamples.Attempt($"A{number:D20}")] };
        await CommitAsync(store, OrderSamples.Update(order));
        await store.AppendExchangeAsync(new ChannelExchange($"A{number:D20}", "acct-a", "pay", OrderSamples.Start, TimeSpan.Zero, "{}"));
        order = order with
        {
            Version = 2,
            State = PaymentState.Succeeded,
            DueAt = null,
            Attempts = [OrderSamples.Attempt($"A{number:D20}", state: AttemptState.Captured) with { PaidAt = OrderSamples.Start }],
        };
        var message = OrderSamples.Message($"m{number}", order.Id, OrderSamples.Start);
        await CommitAsync(store, OrderSamples.Update(order) with { Outbox = [message] });
    }

    private static async Task CommitAsync(SqliteOrderStore store, OrderCommit commit)
    {
        if (await store.CommitAsync(commit) is var result and not CommitResult.Committed) throw new InvalidOperationException(result.ToString());
    }
}
