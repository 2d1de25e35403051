using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class SecretCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("no secret, signature, token, code or card number is in a log, a state, a fault or another's action", NothingLeaks),
    ];

    private static async Task NothingLeaks(ChannelBench bench)
    {
        var attempts = new List<Attempt>();
        foreach (var channel in new[] { bench.Main, bench.Other })
        {
            foreach (var method in bench.Methods) await TourAsync(bench, channel, method, attempts);
        }

        var canaries = new Canaries(bench, attempts);
        foreach (var channel in bench.Opened)
        {
            foreach (var line in channel.Host.Lines)
            {
                if (canaries.In(line, isAction: false) is { } seen)
                    throw Promise.Broken($"a log line of {channel.Account.Id}", "no secret", seen, "Log codes and numbers, never a request, an answer or a key.");
            }
        }

        foreach (var exhibit in bench.Exhibits)
        {
            if (canaries.In(exhibit.Text, exhibit.IsAction) is { } seen)
                throw Promise.Broken($"{exhibit.Where}, of {exhibit.Account.Id}", "no secret", seen, "States and faults are stored and shown; an action is the buyer's to see.");
        }
    }

    // Everything that a channel says something about, and every way in which it can go wrong.
    private static async Task TourAsync(ChannelBench bench, BenchChannel channel, MethodManifest method, List<Attempt> attempts)
    {
        var paid = await new Buying(bench, channel).PayAsync(method);
        attempts.Add(paid.Attempt);
        foreach (var fault in Enum.GetValues<WireFault>().Where(f => f is not (WireFault.Stall or WireFault.Endless) && bench.Provider.Knows(f)))
        {
            var attempt = channel.Begin(method);
            attempts.Add(attempt);
            await bench.UnderAsync(fault, token => channel.PayAsync(attempt, token));
            if (method.Operations.Contains(ChannelOperation.Query)) await bench.UnderAsync(fault, token => channel.QueryAsync(paid.Attempt, token));
            if (method.Operations.Contains(ChannelOperation.Close)) await bench.UnderAsync(fault, token => channel.CloseAsync(attempt, token));
            if (!method.Operations.Contains(ChannelOperation.Refund)) continue;
            var refund = channel.BeginRefund(paid, paid.Captured);
            await bench.UnderAsync(fault, token => channel.RefundAsync(refund, token));
            await bench.UnderAsync(fault, token => channel.QueryRefundAsync(refund, token));
            if (bench.Manifest.Bills is not null) await bench.UnderAsync(fault, token => channel.BillAsync(DateOnly.FromDateTime(ChannelBench.Start.UtcDateTime), token));
        }

        foreach (var forgery in Enum.GetValues<NotificationForgery>())
        {
            if (bench.Provider.NotifyPaid(channel.Account.MerchantId, paid.Number, forgery) is not { } told) continue;
            await channel.ParseAsync(told);
            await channel.ParseAsync(told with { Body = told.Body[..(told.Body.Length / 2)] });
        }
    }
}
