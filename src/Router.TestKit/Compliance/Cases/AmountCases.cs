using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class AmountCases
{
    private const int PaymentsPerMethod = 120;

    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("amounts are exact in every currency, from the least to the greatest", PaymentsAreExact),
        new("refunded amounts are exact in every currency", RefundsAreExact),
    ];

    private static async Task PaymentsAreExact(ChannelBench bench)
    {
        var random = new Random(20261120);
        foreach (var method in bench.Methods)
        {
            foreach (var currency in method.Currencies)
            {
                var amounts = Amounts.Drawn(method, random, Math.Max(1, PaymentsPerMethod / method.Currencies.Count)).ToList();
                var refused = 0;
                foreach (var minor in amounts)
                {
                    var attempt = bench.Main.Begin(method, new Money(minor, currency));
                    var result = await bench.Main.PayAsync(attempt);
                    if (IsRefused(bench, attempt, result)) refused++;
                    else await new Buying(bench, bench.Main).FinishAsync(attempt, result);
                }

                Promise.Keep(refused < amounts.Count, $"{method.Name} in {currency}", "an amount that can be paid", $"{refused} refusals of {amounts.Count} amounts", "Take the currency out of the manifest, or mend its exponent.");
                if (refused > 0) bench.LeaveOut($"{method.Name} in {currency}: {refused} of {amounts.Count} amounts were refused before anything moved");
            }
        }
    }

    // What the provider cannot express exactly is refused before anything is sent, never rounded.
    private static bool IsRefused(ChannelBench bench, Attempt attempt, ChannelResult result)
    {
        if (result is not { Outcome: PayOutcome.NotSent or PayOutcome.Declined, Fault.Blame: FaultBlame.Request }) return false;
        var booked = bench.Booked(bench.Main, attempt.Number);
        Promise.Keep(booked.Count == 0, $"{attempt.Method.Name}, a refused pay of {attempt.Amount}", "nothing booked", Promise.Show(booked), "Refused means that no money moves.");
        return true;
    }

    private static async Task RefundsAreExact(ChannelBench bench)
    {
        if (bench.Manifest.Refunds is not { Partial: true })
        {
            bench.LeaveOut("the manifest has no partial refunds");
            return;
        }

        var random = new Random(20261121);
        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            foreach (var currency in method.Currencies)
            {
                var paid = await new Buying(bench, bench.Main).PayAsync(method, Amounts.Usual(method, currency));
                foreach (var minor in new[] { 29, 115, 435, 1_000, 2_000 + random.Next(1, 9_000) })
                {
                    var refund = bench.Main.BeginRefund(paid, new Money(minor, currency));
                    var result = await bench.Main.RefundAsync(refund);
                    if (result is { Outcome: RefundOutcome.NotSent or RefundOutcome.Failed, Fault.Blame: FaultBlame.Request } && bench.Booked(bench.Main, paid.Number).All(e => e.RefundNumber != refund.Number))
                        bench.LeaveOut($"{method.Name} in {currency}: a refund of {refund.Request.Amount} cannot be expressed");
                    else
                        await RefundCases.FinishAsync(bench, refund, result);
                }
            }
        }
    }
}
