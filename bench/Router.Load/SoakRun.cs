using System.Diagnostics;
using Router.Load.Checks;
using Router.Load.Records;
using Router.Load.Running;
using Router.Load.Traffic;

namespace Router.Load;

/// <summary>One run: host up, traffic step by step, faults off, everything ended, books compared.</summary>
internal sealed class SoakRun(LoadOptions options, Action<string> say) : IAsyncDisposable
{
    private readonly HostFolder _folder = new(options);
    private readonly History _history = new();
    private readonly OpenLoop _loop = new(options.InFlightMax);

    public async ValueTask DisposeAsync()
    {
        await Task.CompletedTask;
        _folder.Dispose();
    }

    public async Task<SoakResult> RunAsync()
    {
        await using var inbox = await MerchantInbox.OpenAsync(_history);
        await using var host = await HostProcess.StartAsync(_folder);
        say($"host on {host.Url}, folder {_folder.Root}");
        using var http = Client(host.Url);
        var shop = new Shop(http, _history, _loop, options, inbox.Url);
        var rows = new List<StepRow>();
        await WarmAsync(shop);
        var began = host.Sample();
        for (var step = 0; step < options.Rates.Count; step++)
        {
            rows.Add(await StepAsync(host, shop, step));
            say($"{options.Rates[step]}/s offered: {rows[^1].PaymentsPerSecond:0}/s reached");
        }

        var last = Stopwatch.StartNew();
        await _loop.DrainAsync(rows[^1], TimeSpan.FromSeconds(60));
        using var reader = new OrderReader(host, _folder);
        var settled = await SettleAsync(reader, last);
        var ended = host.Sample();
        var orders = settled.Orders;
        var exit = await host.StopAsync();
        var balance = Reconciliation.Run(_history, orders, _folder.Ledgers, messages: !options.PayOnly);
        return new(options, rows, balance, began, ended, settled.Took, host.Kills, exit, host.Lines);
    }

    private async Task WarmAsync(Shop shop)
    {
        var row = new StepRow(100);
        await _loop.RunAsync(row, TimeSpan.FromSeconds(Math.Min(4, options.Seconds)), new Arrivals(Math.Min(500, options.Rates[0]), options.Seed), shop.Next);
    }

    private async Task<StepRow> StepAsync(HostProcess host, Shop shop, int step)
    {
        var row = new StepRow(options.Rates[step]) { Before = host.Sample() };
        var traffic = _loop.RunAsync(row, TimeSpan.FromSeconds(options.Seconds), new Arrivals(row.Rate, options.Seed + step + 1), shop.Next);
        for (var kill = 0; kill < options.Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)options.Seconds / (options.Kills + 1)));
            await host.KillAndRestartAsync();
        }

        await traffic;
        row.After = host.Sample();
        // What the step left waiting is not the next step's burden.
        await _loop.DrainAsync(row, TimeSpan.FromSeconds(30));
        return row;
    }

    private async Task<(IReadOnlyList<StoredOrder> Orders, TimeSpan Took)> SettleAsync(OrderReader reader, Stopwatch sinceTraffic)
    {
        var clock = Stopwatch.StartNew();
        var limit = TimeSpan.FromSeconds(options.SettleSeconds);
        await reader.EndFaultsAsync();
        while (true)
        {
            await Task.Delay(500);
            var isLate = clock.Elapsed > limit;
            // Until then buyers may still pay what they should not.
            var quiet = !options.Faults || sinceTraffic.Elapsed > HostFolder.LatestBuyer + TimeSpan.FromSeconds(4);
            if (!isLate && (!quiet || await reader.AnyOpenAsync())) continue;
            var orders = await reader.ReadAsync(_history.Refunds.Select(refund => refund.PaymentId).ToHashSet(StringComparer.Ordinal));
            var refunded = clock.Elapsed.TotalSeconds > options.RefundSeconds || orders.All(order => !order.OpenRefunds.Any());
            if (isLate || (refunded && orders.All(order => order.IsSettled) && AllTold(orders))) return (orders, clock.Elapsed);
        }
    }

    private bool AllTold(IReadOnlyList<StoredOrder> orders)
    {
        if (options.PayOnly) return true;
        var known = _history.Refunds.Select(refund => refund.RefundId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return orders.All(order => _history.ToldOf(order.PaymentId) == order.State
            && order.Refunds.All(refund => order.OpenRefunds.Contains(refund.Value) || refund.Value.State == "suspense" || !known.Contains(refund.Key) || _history.ToldOf(refund.Key) == refund.Value.State));
    }

    private HttpClient Client(Uri url) => new(new SocketsHttpHandler { MaxConnectionsPerServer = options.InFlightMax, UseProxy = false })
    {
        BaseAddress = url,
        Timeout = TimeSpan.FromSeconds(30),
    };
}
