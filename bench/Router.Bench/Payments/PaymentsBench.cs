using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Abstractions;
using Router.Core.Channels;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Hosting;
using Router.Storage.Sqlite;

namespace Router.Bench.Payments;

/// <summary>The embedded payment, durable on SQLite.</summary>
internal static class PaymentsBench
{
    public static async Task RunAsync(int callers, int seconds)
    {
        var row = await MeasureAsync(callers, seconds);
        Console.WriteLine(FormattableString.Invariant(
            $"callers {callers}  payments/s {row.PaymentsPerSecond:0}  p50 {row.P50Ms:0.0} ms  p99 {row.P99Ms:0.0} ms  allocated/payment {row.AllocatedBytes} B  cpu/payment {row.CpuMicroseconds:0} µs"));
    }

    public static async Task<PaymentsRow> MeasureAsync(int callers, int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("router-bench").FullName;
        try
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            builder.Services.AddSqliteOrderStore(o => o.Path = Path.Combine(folder, "orders.db"));
            builder.Services.AddPaymentRouter(o =>
            {
                o.DataFolder = folder;
                o.RunBackground = false;
            }).AllowAllRisk();
            builder.Services.AddSingleton<InstantDirectory>();
            builder.Services.Replace(ServiceDescriptor.Singleton<IChannelDirectory>(p => p.GetRequiredService<InstantDirectory>()));
            builder.Services.Replace(ServiceDescriptor.Singleton<ISnapshotSource>(p => p.GetRequiredService<InstantDirectory>()));
            using var host = builder.Build();
            var router = host.Services.GetRequiredService<IPaymentRouter>();
            await PayAsync(router, "warm", callers, TimeSpan.FromSeconds(2));
            var allocated = GC.GetTotalAllocatedBytes();
            var processor = Environment.CpuUsage.TotalTime;
            var (count, elapsed, latencies) = await PayAsync(router, "run", callers, TimeSpan.FromSeconds(seconds));
            allocated = GC.GetTotalAllocatedBytes() - allocated;
            processor = Environment.CpuUsage.TotalTime - processor;
            latencies.Sort();
            return new(count / elapsed.TotalSeconds, latencies[count / 2], latencies[(int)(count * 0.99)], allocated / count, processor.TotalMicroseconds / count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Count, TimeSpan Elapsed, List<double> Latencies)> PayAsync(
        IPaymentRouter router, string name, int callers, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var latencies = new List<double>();
            while (clock.Elapsed < duration)
            {
                var number = $"{name}-{caller}-{latencies.Count}";
                var began = clock.Elapsed;
                var answer = await router.PayAsync(new PayCommand
                {
                    IdempotencyKey = number,
                    Terms = new PaymentTerms { Merchant = "m", MerchantOrderNo = number, Amount = new(1000, Currency.CNY), Description = "tea", Methods = ["instant.pay"] },
                });
                if (answer.Payment?.State != PaymentState.Succeeded) throw new InvalidOperationException($"Not paid: {answer.Error} {answer.Payment?.ReasonText}");
                latencies.Add((clock.Elapsed - began).TotalMilliseconds);
            }

            return latencies;
        })));
        return (all.Sum(l => l.Count), clock.Elapsed, [.. all.SelectMany(l => l)]);
    }
}
