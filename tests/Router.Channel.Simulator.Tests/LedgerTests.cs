using Router.Abstractions;
using Router.Channel.Simulator.Tests.Support;

namespace Router.Channel.Simulator.Tests;

public sealed class LedgerTests
{
    [Fact]
    public async Task What_was_answered_is_there_after_the_process_is_gone()
    {
        using var shop = new Shop("""{"buyer":{"barcodeAtOnce":1}}""");
        var paid = await shop.Pay("A00001", "sim.barcode");
        await shop.Refund("R00001", "A00001", 300, "sim.barcode");
        var pending = await shop.Pay("A00002");

        // Never disposed, as after kill -9: the new instance knows the file alone.
        shop.Channel = shop.Open("{}");
        (await shop.Pay("A00001", "sim.barcode")).Should().Be(paid);
        (await shop.Pay("A00002")).Should().Be(pending);
        (await shop.QueryRefund("R00001", "A00001", 300)).Outcome.Should().Be(RefundOutcome.Succeeded);
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        (await shop.Query("A00002")).Status.Should().Be(AttemptStatus.Paid);
        shop.Ledger("capture").Should().HaveCount(2);
    }

    [Theory]
    [InlineData("{\"at\":\"2026-03-10T08:00:01+00:00\",\"kind\":\"capt")]
    [InlineData("{\"at\":\"2026-03-10T08:00:01+00:00\",\"kind\":\"capture\",\"attempt\":\"A00001\",\"amount\":1000,\"currency\":\"CNY\",\"txn\":\"T\"}")]
    public async Task A_torn_last_line_was_never_answered_and_is_cut_off(string torn)
    {
        using var shop = new Shop("""{"buyer":{"never":1}}""");
        await shop.Pay("A00001");
        File.AppendAllText(shop.LedgerPath, torn);
        shop.Channel = shop.Open("""{"buyer":{"never":1}}""");
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Pending);
        await shop.Pay("A00002");
        shop.Ledger().Should().OnlyContain(line => line.GetProperty("kind").GetString() != "capture");
    }

    [Fact]
    public async Task An_unreadable_or_newer_line_is_passed_over()
    {
        using var shop = new Shop();
        await shop.PaidOrder("A00001");
        File.AppendAllText(shop.LedgerPath, "no json\n{\"at\":\"2026-03-10T08:00:01+00:00\",\"kind\":\"voucher\",\"attempt\":\"A00001\",\"refund\":\"R1\",\"points\":3}\n");
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Paid);
        (await shop.QueryRefund("R1", "A00001", 3)).Outcome.Should().Be(RefundOutcome.NotFound);
        shop.Host.Lines.Should().ContainSingle(line => line.Contains("unreadable"));
    }

    [Fact]
    public async Task Two_instances_on_one_ledger_know_the_same()
    {
        using var shop = new Shop("""{"buyer":{"barcodeAtOnce":1}}""");
        var older = shop.Channel;
        var first = await shop.Pay("A00001", "sim.barcode");
        var newer = shop.Channel = shop.Open("""{"buyer":{"barcodeAtOnce":1},"faults":{"refuseConnection":{"methods":["sim.qr"]}}}""");
        (await shop.Pay("A00001", "sim.barcode")).Should().Be(first);
        (await shop.Refund("R00001", "A00001", 1000, "sim.barcode")).Outcome.Should().Be(RefundOutcome.Succeeded);
        (await shop.Pay("A00002")).Outcome.Should().Be(PayOutcome.NotSent);

        shop.Channel = older;
        (await shop.Refund("R00002", "A00001", 1, "sim.barcode")).Outcome.Should().Be(RefundOutcome.Failed);
        (await shop.Pay("A00002")).Outcome.Should().Be(PayOutcome.Pending);
        shop.Channel = newer;
        (await shop.Query("A00002", "sim.barcode")).Status.Should().Be(AttemptStatus.Pending);
        shop.NetCaptured("A00001").Should().Be(0);
    }

    [Fact]
    public async Task The_newest_instance_alone_delivers_and_an_older_one_resumes_when_it_retires()
    {
        using var shop = new Shop();
        var older = shop.Channel;
        await shop.Pay("A00001");
        var newer = shop.Open("{}");
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        shop.Box.Letters.Should().ContainSingle();
        shop.Ledger("serve").Should().HaveCount(2);

        ((IDisposable)newer).Dispose();
        shop.Channel = older;
        await shop.Pay("A00002");
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        shop.Box.Letters.Should().HaveCount(2);
        shop.Ledger("retire").Should().ContainSingle();
    }

    [Fact]
    public async Task An_older_instance_takes_over_where_the_newest_was_killed()
    {
        using var shop = new Shop();
        await shop.Pay("A00001");
        File.AppendAllText(shop.LedgerPath, "{\"at\":\"2026-03-10T08:00:00+00:00\",\"kind\":\"serve\",\"instance\":9}\n");
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        shop.Box.Letters.Should().BeEmpty();
        shop.Time.Advance(TimeSpan.FromSeconds(40));
        shop.Box.Letters.Should().ContainSingle();
    }

    [Fact]
    public async Task Undelivered_notifications_and_plans_are_taken_up_after_a_restart_without_any_call()
    {
        using var shop = new Shop("""{"faults":{"notificationLate":{"ms":3600000}}}""");
        await shop.PaidOrder("A00001");
        await shop.Pay("A00002");
        ((IDisposable)shop.Channel).Dispose();
        shop.Time.Advance(TimeSpan.FromMinutes(5));
        shop.Box.Letters.Should().BeEmpty();

        shop.Channel = shop.Open("{}");
        shop.Time.Advance(TimeSpan.FromSeconds(1));
        shop.Box.Letters.Should().HaveCount(2);
        shop.NetCaptured("A00002").Should().Be(1000);
        var capture = shop.Ledger("capture")[1].GetProperty("at").GetDateTimeOffset();
        capture.Should().BeBefore(shop.Time.Now.AddMinutes(-4), "a buyer pays when he planned, whenever it is noticed");
    }

    [Fact]
    public async Task Many_callers_on_two_instances_make_one_charge_a_number()
    {
        using var shop = new Shop("""{"buyer":{"barcodeAtOnce":1}}""");
        IChannel[] both = [shop.Channel, shop.Open("""{"buyer":{"barcodeAtOnce":1}}""")];
        await Parallel.ForAsync(0, 800, async (call, token) =>
            (await both[call % 2].PayAsync(shop.Request($"A{call / 8:00000}", "sim.barcode"), token)).Outcome.Should().Be(PayOutcome.Succeeded));
        shop.Ledger("capture").Should().HaveCount(100);
        shop.Ledger("capture").Select(line => line.GetProperty("txn").GetString()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task The_same_seed_writes_the_same_bytes_and_another_seed_others()
    {
        var first = await Run(1);
        (await Run(1)).Should().Equal(first);
        (await Run(2)).Should().NotEqual(first);
    }

    [Fact]
    public async Task A_new_seed_changes_no_answer_that_was_given()
    {
        using var shop = new Shop("""{"seed":1}""");
        var link = await shop.Pay("A00001", "sim.redirect");
        var code = await shop.Pay("A00002");
        shop.Channel = shop.Open("""{"seed":2}""");
        (await shop.Pay("A00001", "sim.redirect")).Should().Be(link);
        (await shop.Pay("A00002")).Should().Be(code);
    }

    [Fact]
    public void Opening_and_disposing_touches_no_file()
    {
        using var shop = new Shop();
        ((IDisposable)shop.Channel).Dispose();
        Directory.EnumerateFileSystemEntries(shop.Folder).Should().BeEmpty();
    }

    [Fact]
    public void An_unusable_folder_is_told_to_the_log_and_harms_nothing_else()
    {
        using var shop = new Shop();
        File.WriteAllText(Path.Combine(shop.Folder, "file"), "");
        using var broken = (IDisposable)shop.Open($$"""{"ledgerFolder":"{{shop.Folder}}/file/below"}""", account: "broken");
        shop.Time.Advance(TimeSpan.FromSeconds(1));
        shop.Host.Lines.Should().Contain(line => line.Contains("ledgerFolder"));
    }

    private static async Task<string[]> Run(long seed)
    {
        using var shop = new Shop($$$"""{"seed":{{{seed}}},"buyer":{"never":0.1,"late":0.2,"abandon":0.1,"refused":0.1},"faults":{"reset":0.1,"declineChannel":0.1,"notificationDuplicate":0.2}}""");
        string[] methods = ["sim.qr", "sim.redirect", "sim.app", "sim.barcode", "sim.card"];
        for (var number = 0; number < 100; number++)
        {
            await shop.Pay($"A{number:00000}", methods[number % 5]);
            shop.Time.Advance(TimeSpan.FromSeconds(7));
            await shop.Query($"A{number / 2:00000}", methods[number / 2 % 5]);
            if (number % 10 == 3) await shop.Refund($"R{number:00000}", $"A{number / 2:00000}", 10, methods[number / 2 % 5]);
        }

        return shop.ReadLines();
    }
}
