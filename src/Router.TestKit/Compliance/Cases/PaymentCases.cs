using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class PaymentCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a paid attempt is Paid with the provider's amount and id, and captured once", IsPaidOnce),
        new("an attempt number sent twice is one charge and the same bytes", IsChargedOnce),
        new("a number that was never sent is NotFound", IsNotFound),
        new("a buyer who is refused has paid nothing, and no word of it is more than the truth", RefusedBuyer),
    ];

    private static async Task IsPaidOnce(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            if (!method.Operations.Contains(ChannelOperation.Query)) continue;
            var later = await bench.Main.QueryAsync(paid.Attempt);
            Promise.Keep(
                later.Status == AttemptStatus.Paid && later.Captured == paid.Captured && later.ChannelTransactionId == paid.TransactionId,
                $"{method.Name}, a later query of a paid attempt", $"Paid of {paid.Captured} as {paid.TransactionId}",
                $"{Promise.Show(later)} as {later.ChannelTransactionId}", "A paid attempt stays Paid with the same amount and id.");
        }
    }

    private static async Task IsChargedOnce(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            var attempt = bench.Main.Begin(method, numberLength: 32);
            var stored = attempt.AsStored();
            var count = bench.Provider.Requests.Count;
            var first = await bench.Main.PayAsync(attempt);
            var firstBytes = bench.ArrivedSince(count);

            // Asked again later and by another process, as after a crash: other randomness, another time, the stored request.
            bench.Time.Advance(TimeSpan.FromSeconds(7));
            count = bench.Provider.Requests.Count;
            var second = await bench.Open(bench.Fixture.Account).PayAsync(stored);
            var secondBytes = bench.ArrivedSince(count);

            SameBytes(bench, method.Name + ", a repeated pay", firstBytes, secondBytes);
            Promise.Keep(
                second.Outcome is PayOutcome.Succeeded or PayOutcome.Pending or PayOutcome.Unknown, $"{method.Name}, the same number asked again",
                "Succeeded, Pending or Unknown", Promise.Show(second), "\"Number used\" and \"already paid\" prove nothing: Unknown.");
            if (firstBytes.Count == 0 && first.Action is not null)
            {
                Promise.Keep(
                    SameAction(first.Action, second.Action), $"{method.Name}, the action of the same number made again", "the same action", "another one",
                    "Take times from RequestTime and State, never from the clock, and nothing from FillRandom unless it is kept in the state.");
            }

            await new Buying(bench, bench.Main).FinishAsync(attempt, first);
            if (firstBytes.Count > 0) await bench.Main.PayAsync(attempt.AsStored());
            var captures = bench.Booked(bench.Main, attempt.Number).Count(e => e.IsCapture);
            Promise.Keep(captures == 1, $"{method.Name}, the number asked a third time when it was paid", "one charge", $"{captures}", "One attempt number is one order number at the channel.");
        }
    }

    public static void SameBytes(ChannelBench bench, string where, List<WireRequest> first, List<WireRequest> second)
    {
        Promise.Keep(first.Count == second.Count, where, $"{first.Count} requests", $"{second.Count}", "A repeat sends what was sent before.");
        for (var i = 0; i < first.Count; i++)
        {
            if (Difference(bench, first[i], second[i]) is { } difference)
            {
                throw Promise.Broken(
                    where, "the same bytes", difference,
                    "Take times from RequestTime and State, never from the clock; derive nonces and keys, or keep them in the state; only what the provider calls a fresh header may differ.");
            }
        }
    }

    private static string? Difference(ChannelBench bench, WireRequest first, WireRequest second)
    {
        if (first.Method != second.Method || first.Target != second.Target) return $"{first.Method} {first.Target} and then {second.Method} {second.Target}";
        if (!first.Body.AsSpan().SequenceEqual(second.Body)) return $"bodies that differ from byte {first.Body.AsSpan().CommonPrefixLength(second.Body)} on";
        var header = first.Headers.Keys.Union(second.Headers.Keys).Order(StringComparer.Ordinal).FirstOrDefault(name =>
            !bench.Provider.FreshHeaders.Contains(name) && first.Headers.GetValueOrDefault(name) != second.Headers.GetValueOrDefault(name));
        return header is null ? null : $"header {header} with another value";
    }

    private static bool SameAction(PayAction first, PayAction? second) =>
        second is not null && first.Kind == second.Kind && first.Content == second.Content && first.ExpiresAt == second.ExpiresAt
        && SameFields(first.Fields ?? new Dictionary<string, string>(), second.Fields ?? new Dictionary<string, string>());

    private static bool SameFields(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second) =>
        first.Count == second.Count && first.All(field => second.TryGetValue(field.Key, out var value) && value == field.Value);

    private static async Task IsNotFound(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Query))
        {
            if (method.ResolveBy == ResolveBy.Replay)
            {
                bench.LeaveOut($"{method.Name} asks by sending again, so no query finds nothing");
                continue;
            }

            var query = await bench.Main.QueryAsync(bench.Main.Begin(method));
            Promise.Keep(
                query.Status == AttemptStatus.NotFound, $"{method.Name}, the query of a number that was never sent", "NotFound", Promise.Show(query),
                "The provider's \"no such order\" is NotFound: never Closed or Declined, because the request may still be on its way.");
        }
    }

    private static async Task RefusedBuyer(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Query))
        {
            var attempt = bench.Main.Begin(method);
            var result = await bench.Main.PayAsync(attempt);
            if (result.Outcome != PayOutcome.Pending || !await bench.Provider.ActAsync(BuyerAct.FailToPay, bench.Main.Account.MerchantId, attempt.Request, attempt.Action))
            {
                bench.LeaveOut($"the provider refuses no buyer of {method.Name} after the pay was answered");
                continue;
            }

            bench.Time.Advance(TimeSpan.FromSeconds(2));
            var where = $"{method.Name}, the query after the buyer was refused";
            var query = await bench.Main.QueryAsync(attempt);
            Promise.Keep(
                query.Status is AttemptStatus.Pending or AttemptStatus.Declined or AttemptStatus.Closed or AttemptStatus.NotFound, where, "Pending, or Declined where he cannot try again", Promise.Show(query), "Look at the status table.");
            var canPay = await bench.Provider.ActAsync(BuyerAct.Pay, bench.Main.Account.MerchantId, attempt.Request, attempt.Action);
            Promise.Keep(
                !canPay || query.Status is AttemptStatus.Pending or AttemptStatus.NotFound, where, "Pending, for he could pay a moment later", Promise.Show(query),
                "Declined and Closed mean that no money ever moves under the number: the engine goes to another channel then.");
        }
    }
}
