namespace Router.Host.Tests.Cli;

/// <summary>`router store …`: through the running router, and on the file where none runs.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Backup_verify_and_archive_with_and_without_a_router()
    {
        await using (var router = await RunningRouter.StartAsync(_folder))
        {
            (await router.RunAsync("pay", "--order-no", "1", "--amount", "100", "--method", "sim.qr", "--account", "fast", "--wait", "10")).ExitCode.Should().Be(0);
            Good(await router.RunAsync("store", "backup", "running.db"), _folder.At("running.db"));
            Refused(await router.RunAsync("store", "backup", "running.db"), 1, "RTR4020");
            Good(await router.RunAsync("store", "verify"), "sound");
            Good(await router.RunAsync("store", "archive", "--before", "2026-01-01T00:00:00Z", "--out", "old.jsonl"), "0 orders archived");
        }

        // The router was killed: what stands in the log counts too.
        Good(await _folder.RunAsync("store", "verify"), "sound");
        Good(await _folder.RunAsync("store", "backup", "stopped.db"), _folder.At("stopped.db"));
        Good(await _folder.RunAsync("store", "verify", "stopped.db"), "sound");
        var run = await _folder.RunAsync("store", "verify", "running.db", "--json");
        run.Json["findings"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_number()
    {
        _folder.Write("broken.db", new string('x', 8192));
        var broken = await _folder.RunAsync("store", "verify", "broken.db");
        broken.ExitCode.Should().Be(1);
        broken.Out.Should().Contain("RTR4030");
        Refused(await _folder.RunAsync("store", "verify", "missing.db"), 1, "RTR4024");
        Refused(await _folder.RunAsync("store", "backup", "copy.db", "--data", "nowhere"), 2, "--data");
        Refused(await _folder.RunAsync("store", "archive", "--before", "soon", "--out", "x"), 2, "--before");
    }

    [Fact]
    public async Task An_archived_order_is_found_by_any_of_its_numbers()
    {
        _folder.Write("old.jsonl", """
            {"payment":{"id":"pay_1","terms":{"merchantOrderNo":"o1"},"attempts":[{"number":"t1"}]},"refunds":[{"id":"ref_1","refundNumber":"r1"}],"messages":[]}
            {"payment":{"id":"pay_2","terms":{"merchantOrderNo":"o12"},"attempts":[]},"refunds":[],"messages":[]}
            """);
        foreach (var number in new[] { "pay_1", "o1", "t1", "ref_1", "r1" })
        {
            var run = await _folder.RunAsync("store", "archived", number, "--from", "old.jsonl");
            Good(run, "pay_1");
            run.Out.Should().NotContain("pay_2");
        }

        Refused(await _folder.RunAsync("store", "archived", "o9", "--from", "old.jsonl"), 1, "not in this archive");
        Refused(await _folder.RunAsync("store", "archived", "o9", "--from", "nowhere.jsonl"), 1, "nowhere.jsonl");
    }

    private static void Good(RouterRun run, string told)
    {
        run.ExitCode.Should().Be(0, run.Out + run.Error);
        run.Out.Should().Contain(told);
    }

    private static void Refused(RouterRun run, int exitCode, string told)
    {
        run.ExitCode.Should().Be(exitCode, run.Out + run.Error);
        run.Error.Should().Contain(told);
    }
}
