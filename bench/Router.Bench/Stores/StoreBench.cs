using System.Diagnostics;
using System.Globalization;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Storage.Sqlite;
using Router.TestKit.Stores;

namespace Router.Bench.Stores;

/// <summary>
/// Group commit of the SQLite store alone: each caller makes the three commits of a payment, one after the other, and waits for each. The
/// file is made in the folder for temporary files: set TMPDIR to the disk that is meant.
/// </summary>
internal static class StoreBench
{
    private static readonly int[] s_callers = [1, 16, 64, 256];

    public static async Task RunAsync(BenchTable table, double seconds)
    {
        foreach (var callers in s_callers)
        {
            var folder = Directory.CreateTempSubdirectory("router-store-bench-").FullName;
            try
            {
                await RowAsync(table, Path.Combine(folder, "orders.db"), callers, TimeSpan.FromSeconds(seconds));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task RowAsync(BenchTable table, string path, int callers, TimeSpan duration)
    {
        await using var store = SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = path });
        var number = await WriteAsync(store, 0, callers, TimeSpan.FromSeconds(1), []);
        var latencies = Enumerable.Range(0, callers).Select(_ => new List<double>(100_000)).ToArray();
        var (allocated, written, transactions) = (GC.GetTotalAllocatedBytes(), BytesWritten(), store.TransactionCount);
        var clock = Stopwatch.StartNew();
        await WriteAsync(store, number, callers, duration, latencies);
        var took = clock.Elapsed;
        (allocated, transactions) = (GC.GetTotalAllocatedBytes() - allocated, store.TransactionCount - transactions);
        written = BytesWritten() - written;
        double[] sorted = [.. latencies.SelectMany(l => l).Order()];
        double commits = sorted.Length;
        table.Add($"{callers} callers: commits", commits / took.TotalSeconds, "1/s");
        table.Add($"{callers} callers: commits in one transaction", commits / transactions, "");
        table.Add($"{callers} callers: p50 of a commit", sorted[sorted.Length / 2], "ms");
        table.Add($"{callers} callers: p99 of a commit", sorted[sorted.Length * 99 / 100], "ms");
        table.Add($"{callers} callers: allocated, orders included", allocated / commits, "B");
        if (written > 0) table.Add($"{callers} callers: written to the disk", written / commits, "B");
    }

    /// <returns>The last number used.</returns>
    private static async Task<int> WriteAsync(SqliteOrderStore store, int from, int callers, TimeSpan duration, List<double>[] latencies)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var took = latencies.Length == 0 ? [] : latencies[caller];
            while (clock.Elapsed < duration)
            {
                foreach (var commit in Payment(Interlocked.Increment(ref from)))
                {
                    var begun = clock.Elapsed;
                    if (await store.CommitAsync(commit) is var result and not CommitResult.Committed) throw new InvalidOperationException(result.ToString());
                    took.Add((clock.Elapsed - begun).TotalMilliseconds);
                }
            }
        })));
        return from;
    }

    private static IEnumerable<OrderCommit> Payment(int number)
    {
        var order = OrderSamples.Payment(number) with { DueAt = OrderSamples.Start, Lease = new OrderLease("n", 1, OrderSamples.Start) };
        var key = new IdempotencyRow("shop", $"pay:{number}", "f", order.Id, OrderSamples.Start);
        yield return OrderSamples.Insert(order) with { Idempotency = key };
        var attempt = OrderSamples.Attempt($"A{number:D20}");
        yield return OrderSamples.Update(order with { Version = 1, State = PaymentState.Paying, Attempts = [attempt] });
        var paid = order with
        {
            Version = 2,
            State = PaymentState.Succeeded,
            DueAt = null,
            Attempts = [attempt with { State = AttemptState.Captured, PaidAt = OrderSamples.Start }],
        };
        yield return OrderSamples.Update(paid) with { Outbox = [OrderSamples.Message($"m{number}", order.Id, OrderSamples.Start)] };
    }

    // What reached the block layer; zero in memory file systems and where nobody tells.
    private static long BytesWritten() => !OperatingSystem.IsLinux() ? 0 : File.ReadLines("/proc/self/io")
        .Where(line => line.StartsWith("write_bytes:", StringComparison.Ordinal))
        .Select(line => long.Parse(line["write_bytes:".Length..], CultureInfo.InvariantCulture)).Single();
}
