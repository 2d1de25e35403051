namespace Router.Host.Tests.Cli;

/// <summary>Two operators decide a case from the command line.</summary>
public sealed class CaseTests : IDisposable
{
    // The channel tells another amount, rightly signed, and answers no query.
    private readonly RouterFolder _folder = new("""{ "notificationWrongAmount": 1, "queryUnknown": 1 }""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_show_resolve_and_approve()
    {
        await using var router = await RunningRouter.StartAsync(_folder);
        (await router.RunAsync("cases", "list")).ExitCode.Should().Be(0);
        var alice = await KeyAsync("alice");
        var bob = await KeyAsync("bob");
        (await _folder.RunAsync("operators", "add", "bob")).ExitCode.Should().Be(2);
        (await _folder.RunAsync("operators", "list")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal("alice", "bob");

        var id = (await router.JsonAsync("pay", "--order-no", "C1", "--amount", "200", "--method", "sim.qr", "--account", "fast"))["paymentId"]!.ToString();
        var giveUp = DateTime.UtcNow.AddSeconds(30);
        RouterRun list;
        do list = await router.RunAsync("cases", "list");
        while (list.ExitCode == 0 && DateTime.UtcNow < giveUp);
        list.Out.Should().Contain(id).And.Contain("amount-mismatch");

        var proposed = await router.RunAsync("cases", "resolve", id, "1", "--decision", "paid", "--transaction", "tx-1", "--reason", "seen", "--evidence", "ledger", "--key", alice);
        proposed.ExitCode.Should().Be(0, proposed.Error);
        var own = await router.RunAsync("cases", "approve", id, "1", "--proposal", "1", "--key", alice);
        own.ExitCode.Should().Be(1);
        own.Error.Should().Contain("280102");
        (await router.RunAsync("cases", "approve", id, "1", "--proposal", "1")).Error.Should().Contain("operators add");
        var approved = await router.RunAsync("cases", "approve", id, "1", "--proposal", "1", "--key", bob);
        approved.ExitCode.Should().Be(0, approved.Error);
        approved.Out.Should().Contain("succeeded").And.Contain("approved by bob");
        (await router.RunAsync("cases", "show", id)).Out.Should().Contain("proposal  1 paid by alice").And.Contain("answered");
        (await router.RunAsync("orders", "show", id)).Out.Should().Contain("approved by bob");
    }

    private async Task<string> KeyAsync(string name)
    {
        var run = await _folder.RunAsync("operators", "add", name, "--json");
        run.ExitCode.Should().Be(0, run.Error);
        File.ReadAllText(_folder.At("data/operators.keys")).Should().NotContain(run.Json["key"]!.ToString());
        return run.Json["key"]!.ToString();
    }
}
