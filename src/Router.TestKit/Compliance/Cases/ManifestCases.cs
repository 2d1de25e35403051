using System.Text.Json;
using Router.Abstractions;
using Router.Plugins;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class ManifestCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("the folder passes the loader's checks, and its plugin.json is the plugin's own manifest", FolderIsGood),
        new("the channel has the roles of the operations that the manifest declares", RolesAgree),
        new("what the manifest declares is never Unsupported", DeclaredIsSupported),
        new("what the manifest does not declare is Unsupported and sends nothing", UndeclaredIsUnsupported),
        new("preparing sends nothing and keeps little", PreparingIsQuiet),
    ];

    private static Task FolderIsGood(ChannelBench bench)
    {
        using var cache = new TemporaryFolder();
        var found = PluginCatalog.Verify(bench.Fixture.PluginFolder, cache.Path, TimeSpan.FromSeconds(30));
        Promise.Keep(
            found.IsGood, $"the folder {bench.Fixture.PluginFolder}", "a plugin that the loader takes",
            string.Join(" ", found.Diagnostics.Where(d => !d.IsWarning)), "Each message has a number: docs/diagnostics.md says what it means.");
        var (file, code) = (Text(found.Manifest!), Text(bench.Manifest));
        Promise.Keep(
            file == code, "the manifest of the code", "the same as plugin.json in the folder", $"a difference from '{Around(code, file)}' on",
            "Embed plugin.json and read the manifest from it; and build the plugin before its tests.");
        return Task.CompletedTask;
    }

    private static string Text(ChannelManifest manifest) => JsonSerializer.Serialize(manifest, ContractJson.Default.ChannelManifest);

    private static string Around(string text, string other)
    {
        var at = Math.Max(0, text.AsSpan().CommonPrefixLength(other) - 20);
        return text[at..Math.Min(text.Length, at + 60)];
    }

    private static Task RolesAgree(ChannelBench bench)
    {
        var channel = bench.Main.Channel;
        Agree(bench, ChannelOperation.Continue, channel is IContinuation, nameof(IContinuation));
        Agree(bench, ChannelOperation.PreAuthorize, channel is IPreAuthorization, nameof(IPreAuthorization));
        Agree(bench, ChannelOperation.Agreement, channel is IAgreement, nameof(IAgreement));
        Agree(bench, ChannelOperation.Payout, channel is IPayout, nameof(IPayout));
        var refunds = bench.Manifest.Methods.Any(m => m.Operations.Contains(ChannelOperation.Refund));
        Promise.Keep(
            refunds == bench.Manifest.Refunds is not null, "the manifest's refunds", refunds ? "the rules of refunds, because a method has the operation refund" : "none, because no method has the operation refund",
            refunds ? "none" : "some", "Say both or neither.");
        return Task.CompletedTask;
    }

    private static void Agree(ChannelBench bench, ChannelOperation operation, bool hasRole, string role)
    {
        var isDeclared = bench.Manifest.Methods.Any(m => m.Operations.Contains(operation));
        Promise.Keep(
            isDeclared == hasRole, $"the role {role}", isDeclared ? $"it, because the manifest declares {operation}" : $"none, because no method declares {operation}", hasRole ? "it" : "none",
            "Implement the role and declare the operation, or neither.");
    }

    private static async Task DeclaredIsSupported(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            var attempt = bench.Main.Begin(method);
            Supported(method, ChannelOperation.Pay, (await bench.Main.PayAsync(attempt)).Outcome == PayOutcome.Unsupported);
            if (method.Operations.Contains(ChannelOperation.Query))
                Supported(method, ChannelOperation.Query, (await bench.Main.QueryAsync(attempt)).Status == AttemptStatus.Unsupported);
            if (method.Operations.Contains(ChannelOperation.Close))
                Supported(method, ChannelOperation.Close, (await bench.Main.CloseAsync(attempt)).Outcome == CloseOutcome.Unsupported);
            if (method.Operations.Contains(ChannelOperation.PreAuthorize))
                Supported(method, ChannelOperation.PreAuthorize, (await bench.Main.AuthorizeAsync(bench.Main.Begin(method))).Outcome == PayOutcome.Unsupported);
            if (!method.Operations.Contains(ChannelOperation.Refund)) continue;
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var refund = bench.Main.BeginRefund(paid, paid.Captured);
            Supported(method, ChannelOperation.Refund, (await bench.Main.RefundAsync(refund)).Outcome == RefundOutcome.Unsupported);
            Supported(method, ChannelOperation.Refund, (await bench.Main.QueryRefundAsync(refund)).Outcome == RefundOutcome.Unsupported);
        }

        if (bench.Manifest.Bills is null) return;
        var bill = await bench.Main.BillAsync(DateOnly.FromDateTime(ChannelBench.Start.UtcDateTime));
        Promise.Keep(bill.Status != BillStatus.Unsupported, "a bill", "any answer but Unsupported, because the manifest has bills", "Unsupported", "Say both or neither.");
    }

    private static void Supported(MethodManifest method, ChannelOperation operation, bool isUnsupported) => Promise.Keep(
        !isUnsupported, $"{method.Name}, the operation {operation}", "any answer but Unsupported, because the manifest declares it", "Unsupported", "Take it out of the manifest, or implement it.");

    private static async Task UndeclaredIsUnsupported(ChannelBench bench)
    {
        foreach (var method in bench.Manifest.Methods)
        {
            var attempt = bench.Main.Begin(method);
            var paid = new PaidAttempt(attempt, "none", attempt.Amount);
            await UnsupportedAsync(bench, method, ChannelOperation.Pay, async () => (await bench.Main.PayAsync(attempt)).Outcome == PayOutcome.Unsupported);
            await UnsupportedAsync(bench, method, ChannelOperation.Query, async () => (await bench.Main.QueryAsync(attempt)).Status == AttemptStatus.Unsupported);
            await UnsupportedAsync(bench, method, ChannelOperation.Close, async () => (await bench.Main.CloseAsync(attempt)).Outcome == CloseOutcome.Unsupported);
            await UnsupportedAsync(bench, method, ChannelOperation.Refund, async () =>
            {
                var refund = bench.Main.BeginRefund(paid, attempt.Amount);
                return (await bench.Main.RefundAsync(refund)).Outcome == RefundOutcome.Unsupported && (await bench.Main.QueryRefundAsync(refund)).Outcome == RefundOutcome.Unsupported;
            });
            if (bench.Main.Channel is IContinuation)
                await UnsupportedAsync(bench, method, ChannelOperation.Continue, async () => (await bench.Main.ContinueAsync(attempt)).Outcome == PayOutcome.Unsupported);
            if (bench.Main.Channel is IPreAuthorization)
            {
                await UnsupportedAsync(bench, method, ChannelOperation.PreAuthorize, async () =>
                    (await bench.Main.AuthorizeAsync(attempt)).Outcome == PayOutcome.Unsupported
                    && (await bench.Main.CaptureAsync(attempt, attempt.Number + "C1", attempt.Amount)).Outcome == PayOutcome.Unsupported
                    && (await bench.Main.VoidAsync(attempt)).Outcome == CloseOutcome.Unsupported);
            }
        }

        if (bench.Manifest.Bills is not null) return;
        var bill = await bench.Main.BillAsync(DateOnly.FromDateTime(ChannelBench.Start.UtcDateTime));
        Promise.Keep(bill.Status == BillStatus.Unsupported, "a bill, which the manifest does not have", "Unsupported", Promise.Show(bill), "Say both or neither.");
    }

    private static async Task UnsupportedAsync(ChannelBench bench, MethodManifest method, ChannelOperation operation, Func<Task<bool>> isUnsupported)
    {
        if (method.Operations.Contains(operation)) return;
        var before = bench.Main.Host.Sent;
        var holds = await isUnsupported();
        Promise.Keep(
            holds && bench.Main.Host.Sent == before, $"{method.Name}, the operation {operation} that the manifest does not declare", "Unsupported, and nothing sent",
            holds ? "a request" : "another answer", "Look at the method first.");
    }

    private static async Task PreparingIsQuiet(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            var before = bench.Main.Host.Sent;
            var attempt = bench.Main.Begin(method);
            Promise.Keep(bench.Main.Host.Sent == before, $"{method.Name}, Prepare", "nothing to be sent", "a request", "Prepare fills the state from the request and from randomness alone.");
            var paid = await new Buying(bench, bench.Main).FinishAsync(attempt, await bench.Main.PayAsync(attempt));
            if (!method.Operations.Contains(ChannelOperation.Refund)) continue;
            before = bench.Main.Host.Sent;
            bench.Main.BeginRefund(paid, paid.Captured);
            Promise.Keep(bench.Main.Host.Sent == before, $"{method.Name}, PrepareRefund", "nothing to be sent", "a request", "PrepareRefund fills the state from the request and from randomness alone.");
        }

        // The type bounds a state; a state near the bound grows over it with a longer id of the provider's.
        var longest = bench.Exhibits.Where(e => e.Where.Contains("state", StringComparison.Ordinal)).Select(e => e.Text.Length).DefaultIfEmpty(0).Max();
        Promise.Keep(longest <= ChannelState.MaxBytes / 2, "the longest state", $"at most {ChannelState.MaxBytes / 2} characters, to leave room for longer ids", $"{longest}", "Keep ids and times, not whole answers.");
    }
}
