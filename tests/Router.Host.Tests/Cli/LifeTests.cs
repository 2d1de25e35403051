using System.Globalization;

namespace Router.Host.Tests.Cli;

/// <summary>A payment's whole life by the command line, against a router that runs.</summary>
public sealed class LifeTests : IAsyncLifetime, IDisposable
{
    private readonly RouterFolder _folder = new();
    private RunningRouter _router = null!;

    public async Task InitializeAsync() => _router = await RunningRouter.StartAsync(_folder);

    public async Task DisposeAsync() => await _router.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pay_query_refund_bill_and_the_whole_order()
    {
        _router.Output.Should().Contain("operators' key").And.Contain("ops_").And.Contain(_folder.At("data/orders.db"));
        var first = Today();
        var paid = await _router.JsonAsync("pay", "--order-no", "L1", "--amount", "1050", "--method", "sim.barcode", "--auth-code", "134567890123456789", "--fact", "platform=ios", "--wait", "20");
        paid["state"]!.ToString().Should().Be("succeeded");
        var id = paid["paymentId"]!.ToString();

        var again = await _router.RunAsync("pay", "--order-no", "L1", "--amount", "1050", "--method", "sim.barcode", "--auth-code", "134567890123456789");
        again.ExitCode.Should().Be(1);
        again.Error.Should().Contain("280302").And.Contain(id);

        var refund = await _router.JsonAsync("refund", id, "--amount", "50", "--refund-no", "LR1");
        refund["state"]!.ToString().Should().Be("succeeded");
        (await _router.JsonAsync("query", "--refund", refund["refundId"]!.ToString()))["amount"]!.GetValue<long>().Should().Be(50);
        (await _router.JsonAsync("query", "--merchant", "default", "--order-no", "L1"))["refundedAmount"]!.GetValue<long>().Should().Be(50);

        // Midnight may have passed meanwhile: then what was booked stands on the bills of two days.
        var last = Today();
        var lines = new List<string>();
        foreach (var day in new[] { first, last }.Distinct())
        {
            var bill = await _router.RunAsync("bills", "download", "--account", "fast", "--date", day, "--out", $"bill-{day}.csv");
            bill.ExitCode.Should().Be(0, bill.Error);
            lines.AddRange((await File.ReadAllLinesAsync(_folder.At($"bill-{day}.csv"))).Skip(1));
        }

        lines.Should().HaveCount(2).And.Contain(l => l.Contains(",1050,CNY,", StringComparison.Ordinal));
        var report = await _router.RunAsync("bills", "reconcile", "--account", "fast", "--date", first, "--to", last);
        report.Out.Should().Contain("2 lines match, 0 differences");
        if (Today() == first) (report.ExitCode, report.Out.Contains("unfinished", StringComparison.Ordinal)).Should().Be((1, true), "the day is not over");

        var shown = await _router.RunAsync("orders", "show", id);
        shown.Out.Should().Contain("rule phones").And.Contain("exchanges").And.Contain("messages").And.Contain("LR1").And.Contain("platform = ios");
        (await _router.RunAsync("orders", "list", "--state", "succeeded")).Out.Should().Contain(id).And.Contain("10.50 CNY");
    }

    [Fact]
    public async Task Switch_close_faults_drain_and_reload()
    {
        var waiting = await _router.JsonAsync("pay", "--order-no", "S1", "--amount", "200", "--method", "sim.qr", "--account", "never");
        waiting["state"]!.ToString().Should().Be("paying");
        var id = waiting["paymentId"]!.ToString();
        var switched = await _router.JsonAsync("switch", id, "--method", "sim.app");
        switched["method"]!.ToString().Should().Be("sim.app");
        (await _router.JsonAsync("close", id))["state"]!.ToString().Should().Be("closed");

        (await _router.RunAsync("channels", "faults", "fast", "--set", "{\"declineChanel\":1}")).Error.Should().Contain("declineChannel");
        await _router.JsonAsync("channels", "faults", "fast", "--set", "{\"declinePayer\":1}");
        var refused = await _router.RunAsync("pay", "--order-no", "S2", "--amount", "200", "--method", "sim.qr", "--account", "fast");
        refused.ExitCode.Should().Be(1);
        refused.Out.Should().Contain("failed");
        await _router.JsonAsync("channels", "faults", "fast", "--clear");

        await _router.JsonAsync("channels", "drain", "fast", "--reason", "test");
        (await _router.JsonAsync("pay", "--order-no", "S3", "--amount", "200", "--method", "sim.qr"))["account"]!.ToString().Should().Be("never");
        await _router.JsonAsync("channels", "undrain", "fast");

        _folder.Write("rules/default.json", "{");
        var reload = await _router.RunAsync("reload");
        reload.ExitCode.Should().Be(1);
        reload.Out.Should().Contain("rules/default.json");
        (await _router.RunAsync("pay", "--order-no", "S4", "--amount", "200", "--method", "sim.qr")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_plan_replays_after_rules_and_accounts_have_changed()
    {
        var id = (await _router.JsonAsync("pay", "--order-no", "R1", "--amount", "200", "--method", "sim.qr"))["paymentId"]!.ToString();
        var rules = File.ReadAllText(_folder.At("rules/default.json"));
        _folder.Write("rules/default.json", rules.Replace("\"candidates\": [", "\"onExhausted\": \"decline\", \"candidates\": [", StringComparison.Ordinal));
        (await _router.RunAsync("reload")).ExitCode.Should().Be(0);
        await _router.JsonAsync("channels", "drain", "fast", "--reason", "test");

        var replay = await _router.RunAsync("orders", "show", id, "--replay");
        replay.ExitCode.Should().Be(0, replay.Out + replay.Error);
        replay.Out.Should().Contain("identical").And.Contain("rule set");
        var other = await _router.JsonAsync("pay", "--order-no", "R2", "--amount", "200", "--method", "sim.qr");
        var both = new[] { await _router.JsonAsync("orders", "show", id, "--replay"), await _router.JsonAsync("orders", "show", other["paymentId"]!.ToString(), "--replay") };
        both.Select(r => r["outcome"]!.ToString()).Should().OnlyContain(o => o == "identical");
        both[0]["plan"]!["ruleSetHash"]!.ToString().Should().NotBe(both[1]["plan"]!["ruleSetHash"]!.ToString());
        (await _router.RunAsync("orders", "show", "pay_none", "--replay")).ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_it_cleanly(string signal)
    {
        (await _router.StopAsync(signal)).Should().Be(0, _router.Output);
        _router.Output.Should().NotContain("   at ");
    }

    [Fact]
    public async Task A_signal_answers_who_waits_and_the_next_start_goes_on()
    {
        await _router.JsonAsync("channels", "drain", "fast", "--reason", "test");
        var waiting = _router.RunAsync("pay", "--order-no", "S1", "--amount", "100", "--method", "sim.qr", "--wait", "60", "--json");
        while ((await _router.RunAsync("query", "--merchant", "default", "--order-no", "S1")).ExitCode != 0) await Task.Yield();
        (await _router.StopAsync("TERM")).Should().Be(0, _router.Output);
        (await waiting).Json["state"]!.ToString().Should().Be("paying", "who waits is told how it stands");
        await using var next = await RunningRouter.StartAsync(_folder);
        (await next.JsonAsync("query", "--merchant", "default", "--order-no", "S1"))["state"]!.ToString().Should().Be("paying");
    }

    private static string Today() => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
