using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class NotificationCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a genuine notification is Verified with the book's amount, and acknowledged as the provider wants", Genuine),
        new("a genuine notification of a refund is Verified with the refund's amount", Refunded),
        new("a notification signed by another key, changed, unsigned or replayed is refused", Forged),
        new("a genuine notification with anything changed is refused or says the same", Changed),
        new("a notification for another account is refused or says whose it is", OtherAccount),
        new("a notification with another amount says that amount", OtherAmount),
        new("bytes that are no notification are Rejected and never throw", Garbage),
        new("a notification parser sends nothing but key calls, and not many", SendsNothing),
    ];

    private static async Task<(PaidAttempt Paid, InboundNotification Told)?> PaidAsync(ChannelBench bench, MethodManifest method)
    {
        var paid = await new Buying(bench, bench.Main).PayAsync(method);
        if (bench.Provider.NotifyPaid(bench.Main.Account.MerchantId, paid.Number) is { } told) return (paid, told);
        bench.LeaveOut($"the provider sends no notification about a payment of {method.Name}");
        return null;
    }

    private static async Task Genuine(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            if (await PaidAsync(bench, method) is not { } sent) continue;
            var first = await bench.Main.ParseAsync(sent.Told);
            About(bench, method, sent.Paid, first);

            // The provider repeats what was not acknowledged in time: the same answer.
            bench.Time.Advance(TimeSpan.FromSeconds(15));
            About(bench, method, sent.Paid, await bench.Main.ParseAsync(sent.Told));
        }
    }

    private static void About(ChannelBench bench, MethodManifest method, PaidAttempt paid, NotificationResult result)
    {
        var where = $"{method.Name}, a genuine notification";
        Promise.Keep(result.Verdict == NotificationVerdict.Verified, where, "Verified", Promise.Show(result), "Verify the exact bytes, before anything is read from them.");
        var events = result.Events.Where(e => e.Attempt is { Status: AttemptStatus.Paid }).ToList();
        Promise.Keep(events.Count == 1, where, "one event that says Paid", $"{events.Count} of {result.Events.Count} events", "Say what it says in the form of a query's answer.");
        var told = events[0];
        Promise.Keep(told.AttemptNumber == paid.Number, where, $"the attempt {paid.Number}", told.AttemptNumber, "Give our number, not the provider's id.");
        Promise.Keep(
            told.Attempt!.Captured == paid.Captured && told.Attempt.ChannelTransactionId == paid.TransactionId, where,
            $"{paid.Captured} as {paid.TransactionId}, as the query says", $"{told.Attempt.Captured} as {told.Attempt.ChannelTransactionId}", "Notification and query must say the same.");
        Promise.Keep(
            told.MerchantId is null || told.MerchantId == bench.Main.Account.MerchantId, where, $"the merchant {bench.Main.Account.MerchantId}, or none where the scheme proves it",
            told.MerchantId ?? "", "Give the merchant id of the message.");
        Promise.Keep(
            bench.Provider.Acknowledges(result.Acknowledge), where, "an acknowledgement that the provider takes", $"{result.Acknowledge.StatusCode} '{result.Acknowledge.Body}'", "Answer exactly as the provider wants.");
        Refuses(bench, where, result);
    }

    private static void Refuses(ChannelBench bench, string where, NotificationResult result) => Promise.Keep(
        !bench.Provider.Acknowledges(result.Refuse), where, "a refusal that makes the provider send it again",
        $"{result.Refuse.StatusCode} '{result.Refuse.Body}', which it takes for an acknowledgement", "Set Refuse as the provider wants.");

    private static async Task Refunded(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var refund = bench.Main.BeginRefund(paid, paid.Captured);
            await RefundCases.FinishAsync(bench, refund, await bench.Main.RefundAsync(refund));
            if (bench.Provider.NotifyRefunded(bench.Main.Account.MerchantId, refund.Number) is not { } told)
            {
                bench.LeaveOut($"the provider sends no notification about a refund of {method.Name}");
                continue;
            }

            var where = $"{method.Name}, a genuine notification of a refund";
            var result = await bench.Main.ParseAsync(told);
            Promise.Keep(result.Verdict == NotificationVerdict.Verified, where, "Verified", Promise.Show(result), "Verify the exact bytes, before anything is read from them.");
            var said = result.Events.FirstOrDefault(e => e.Refund is not null);
            Promise.Keep(
                said is null || (said.Refund!.Outcome == RefundOutcome.Succeeded && said.Refund.Refunded == paid.Captured && said.RefundNumber == refund.Number), where,
                $"the refund {refund.Number} of {paid.Captured}", said is null ? "" : $"{said.RefundNumber}: {Promise.Show(said.Refund!)}", "Say what it says in the form of a refund query's answer.");
            Promise.Keep(
                result.Events.All(e => e.Attempt is null or { Status: AttemptStatus.Paid }), where, "no word that the payment is anything but Paid", "another status", "A refund changes nothing about the payment.");
        }
    }

    private static async Task Forged(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            if (await PaidAsync(bench, method) is not { } sent) continue;
            if (bench.Manifest.WeakNotifications)
            {
                bench.LeaveOut("the manifest calls the notifications weak: they only trigger a query");
                return;
            }

            foreach (var forgery in new[] { NotificationForgery.WrongKey, NotificationForgery.ChangedBody, NotificationForgery.Unsigned, NotificationForgery.Replayed })
            {
                if (bench.Provider.NotifyPaid(bench.Main.Account.MerchantId, sent.Paid.Number, forgery) is not { } forged)
                {
                    bench.LeaveOut($"the provider's scheme has no {forgery}");
                    continue;
                }

                var where = $"{method.Name}, a notification that is {forgery}";
                var result = await bench.Main.ParseAsync(forged);
                var isRefused = result.Verdict == NotificationVerdict.Rejected || (forgery == NotificationForgery.WrongKey && result.Verdict == NotificationVerdict.KeyUnavailable);
                Promise.Keep(isRefused, where, "Rejected", Promise.Show(result), "Whoever can make us believe a notification gets goods for nothing.");
                Refuses(bench, where, result);
            }
        }
    }

    private static async Task Changed(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            if (await PaidAsync(bench, method) is not { } sent) continue;
            if (bench.Manifest.WeakNotifications)
            {
                bench.LeaveOut("the manifest calls the notifications weak: they only trigger a query");
                return;
            }

            foreach (var (what, changed) in NotificationNoise.Changed(sent.Told))
            {
                var result = await bench.Main.ParseAsync(changed);
                if (result.Verdict != NotificationVerdict.Verified) continue;
                // What is not signed may be changed; what is told may not.
                var same = result.Events.All(e => e.AttemptNumber == sent.Paid.Number && e.RefundNumber is null && e.Attempt is { Status: AttemptStatus.Paid } told
                    && told.Captured == sent.Paid.Captured && told.ChannelTransactionId == sent.Paid.TransactionId);
                Promise.Keep(same, $"{method.Name}, a genuine notification with {what} changed", "Rejected, or the same as before", "Verified, and something else said", "Read nothing that is not signed.");
            }
        }
    }

    private static async Task OtherAccount(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            if (await PaidAsync(bench, method) is not { } sent) continue;
            if (bench.Provider.NotifyPaid(bench.Main.Account.MerchantId, sent.Paid.Number, NotificationForgery.OtherAccount) is not { } foreign)
            {
                bench.LeaveOut("the provider makes no notification for the other account");
                continue;
            }

            var result = await bench.Main.ParseAsync(foreign);
            Promise.Keep(
                result.Verdict != NotificationVerdict.Verified || result.Events.All(e => e.MerchantId is not null && e.MerchantId != bench.Main.Account.MerchantId),
                $"{method.Name}, a genuine notification for another account", "Rejected, or events with that account's merchant id", Promise.Show(result),
                "Compare merchant and application id of the message with the account's.");
        }
    }

    private static async Task OtherAmount(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            if (await PaidAsync(bench, method) is not { } sent) continue;
            if (bench.Provider.NotifyPaid(bench.Main.Account.MerchantId, sent.Paid.Number, NotificationForgery.OtherAmount) is not { } told)
            {
                bench.LeaveOut("the provider makes no notification with another amount");
                continue;
            }

            var result = await bench.Main.ParseAsync(told);
            var said = result.Events.FirstOrDefault(e => e.Attempt is not null)?.Attempt?.Captured;
            Promise.Keep(
                result.Verdict == NotificationVerdict.Verified && said is { Minor: > 0 } && said != sent.Paid.Captured, $"{method.Name}, a genuine notification with another amount than was sent",
                "Verified with the amount it says, so that the engine notices", $"{Promise.Show(result)} with {said?.ToString() ?? "none"}", "Never compare with, or fill in, what was sent.");
        }
    }

    private static async Task Garbage(ChannelBench bench)
    {
        foreach (var method in bench.Methods.Take(1))
        {
            var sent = await PaidAsync(bench, method);
            foreach (var (what, notification) in NotificationNoise.Of(sent?.Told))
            {
                var result = await bench.Main.ParseAsync(notification);
                Promise.Keep(result.Verdict != NotificationVerdict.Verified, $"a notification of {what}", "Rejected", Promise.Show(result), "Verify before anything is read.");
                Refuses(bench, $"a notification of {what}", result);
            }
        }
    }

    private static async Task SendsNothing(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            if (await PaidAsync(bench, method) is not { } sent) continue;
            var before = bench.Provider.Requests.Count;
            await bench.Main.ParseAsync(sent.Told);
            var forged = bench.Provider.NotifyPaid(bench.Main.Account.MerchantId, sent.Paid.Number, NotificationForgery.WrongKey) ?? sent.Told;
            for (var i = 0; i < 20; i++) await bench.Main.ParseAsync(forged);
            var arrived = bench.Provider.Requests.Skip(before).ToList();
            Promise.Keep(
                arrived.All(bench.Provider.IsAside), $"{method.Name}, parsing notifications", "nothing to be sent but token and key calls",
                string.Join(", ", arrived.Where(r => !bench.Provider.IsAside(r)).Select(r => r.Method + " " + r.Target).Take(3)), "Parsing has no effect; the engine asks by a query.");
            Promise.Keep(
                arrived.Count <= 4, $"{method.Name}, parsing twenty notifications of an unknown key within a minute", "one key refresh", $"{arrived.Count} requests",
                "Refresh keys at most once a minute: anybody can send notifications.");
        }
    }
}
