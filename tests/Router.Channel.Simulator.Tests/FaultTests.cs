using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.Channel.Simulator.Tests.Support;

namespace Router.Channel.Simulator.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData("declinePayer", FaultBlame.Payer)]
    [InlineData("declineChannel", FaultBlame.Channel)]
    [InlineData("declineRequest", FaultBlame.Request)]
    [InlineData("declineUs", FaultBlame.Us)]
    [InlineData("brownOut", FaultBlame.Channel)]
    public async Task A_decline_is_signed_final_and_repeated_alike(string fault, FaultBlame blame)
    {
        using var shop = new Shop(Striking(fault, "pay"));
        var answer = await shop.Pay("A00001", "sim.barcode");
        answer.Outcome.Should().Be(PayOutcome.Declined);
        answer.Fault!.Stage.Should().Be(FaultStage.Answered);
        answer.Fault.Blame.Should().Be(blame);
        (await shop.Pay("A00001", "sim.barcode")).Should().Be(answer);
        (await shop.Query("A00001", "sim.barcode")).Status.Should().Be(AttemptStatus.Declined);
        (await shop.Close("A00001", "sim.barcode")).Outcome.Should().Be(CloseOutcome.Closed);
    }

    [Fact]
    public async Task Too_frequent_carries_the_rest_it_asks_for()
    {
        using var shop = new Shop("""{"faults":{"tooFrequent":{"ms":7000,"operations":["pay","close","refund","bill"]}}}""");
        var answer = await shop.Pay("A00001");
        answer.Outcome.Should().Be(PayOutcome.Declined);
        answer.Fault!.RetryAfter.Should().Be(TimeSpan.FromSeconds(7));
        (await shop.Close("A00001")).RetryAfter.Should().Be(TimeSpan.FromSeconds(7));
        (await shop.Refund("R00001", "A00001", 1)).Outcome.Should().Be(RefundOutcome.RetryLater);
        (await shop.Channel.BillAsync(new(new(2026, 3, 9)), default)).Status.Should().Be(BillStatus.NotReady);
    }

    [Fact]
    public async Task A_refused_connection_sends_nothing_on_any_call()
    {
        using var shop = new Shop("""{"faults":{"refuseConnection":true}}""");
        (await shop.Pay("A00001")).Outcome.Should().Be(PayOutcome.NotSent);
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Unknown);
        (await shop.Close("A00001")).Outcome.Should().Be(CloseOutcome.Unknown);
        (await shop.Refund("R00001", "A00001", 1)).Outcome.Should().Be(RefundOutcome.NotSent);
        (await shop.Channel.BillAsync(new(new(2026, 3, 9)), default)).Status.Should().Be(BillStatus.Unknown);
        (await ((IProbe)shop.Channel).ProbeAsync(default))!.Stage.Should().Be(FaultStage.BeforeSend);
        File.Exists(shop.LedgerPath).Should().BeFalse();
    }

    [Theory]
    [InlineData("timeoutBefore", 0)]
    [InlineData("timeoutAfter", 1000)]
    public async Task A_time_out_waits_for_the_deadline_and_proves_nothing(string fault, long taken)
    {
        using var shop = new Shop(Striking(fault, "pay"));
        using var deadline = new CancellationTokenSource();
        var call = shop.Channel.PayAsync(shop.Request("A00001", "sim.barcode"), deadline.Token);
        call.IsCompleted.Should().BeFalse();
        deadline.Cancel();
        (await call).Outcome.Should().Be(PayOutcome.Unknown);
        var query = await shop.Query("A00001", "sim.barcode");
        query.Status.Should().Be(taken > 0 ? AttemptStatus.Paid : AttemptStatus.NotFound);
        shop.NetCaptured("A00001").Should().Be(taken);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("badSignature")]
    public async Task An_answer_that_cannot_be_believed_hides_a_taken_payment(string fault)
    {
        using var shop = new Shop(Striking(fault, "pay", "refund"));
        (await shop.Pay("A00001", "sim.barcode")).Outcome.Should().Be(PayOutcome.Unknown);
        shop.NetCaptured("A00001").Should().Be(1000);
        (await shop.Refund("R00001", "A00001", 400, "sim.barcode")).Outcome.Should().Be(RefundOutcome.Unknown);
        (await shop.QueryRefund("R00001", "A00001", 400)).Outcome.Should().Be(RefundOutcome.Succeeded);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("http5xx")]
    public async Task A_broken_call_was_processed_or_not(string fault)
    {
        using var shop = new Shop(Striking(fault, "pay"));
        for (var number = 0; number < 40; number++)
            (await shop.Pay($"A{number:00000}", "sim.barcode")).Outcome.Should().Be(PayOutcome.Unknown);
        shop.Ledger("capture").Count.Should().BeInRange(8, 32);
        (await shop.Query("A00000", "sim.barcode")).Status.Should().BeOneOf(AttemptStatus.Paid, AttemptStatus.NotFound);
    }

    [Fact]
    public async Task Slow_answers_late_though_the_money_was_taken_at_once()
    {
        using var shop = new Shop("""{"buyer":{"barcodeAtOnce":1},"faults":{"slow":{"ms":3000,"operations":["pay"]}}}""");
        var call = shop.Pay("A00001", "sim.barcode");
        shop.NetCaptured("A00001").Should().Be(1000);
        call.IsCompleted.Should().BeFalse();
        shop.Time.Advance(TimeSpan.FromSeconds(3));
        (await call).Outcome.Should().Be(PayOutcome.Succeeded);
    }

    [Fact]
    public async Task A_brown_out_strikes_its_share_of_every_call()
    {
        using var shop = new Shop("""{"faults":{"brownOut":{"percent":40}}}""");
        var declined = 0;
        for (var number = 0; number < 500; number++)
        {
            if ((await shop.Pay($"A{number:00000}")).Outcome == PayOutcome.Declined) declined++;
        }

        declined.Should().BeInRange(160, 240);
    }

    [Fact]
    public async Task Only_the_bank_that_is_out_is_declined()
    {
        using var shop = new Shop("""{"faults":{"outageOfBank":["ICBC"]}}""");
        var icbc = await shop.Pay("A00001", bank: "ICBC");
        icbc.Outcome.Should().Be(PayOutcome.Declined);
        icbc.Fault!.Blame.Should().Be(FaultBlame.Channel);
        (await shop.Pay("A00002", bank: "CCB")).Outcome.Should().Be(PayOutcome.Pending);
        (await shop.Pay("A00003")).Outcome.Should().Be(PayOutcome.Pending);
    }

    [Fact]
    public async Task An_outage_lasts_from_to()
    {
        using var shop = new Shop("""{"faults":{"outage":{"from":"2026-03-10T08:10:00Z","to":"2026-03-10T08:20:00Z"}}}""");
        (await shop.Pay("A00001")).Outcome.Should().Be(PayOutcome.Pending);
        shop.Time.Advance(TimeSpan.FromMinutes(10));
        (await shop.Pay("A00002")).Outcome.Should().Be(PayOutcome.NotSent);
        (await ((IProbe)shop.Channel).ProbeAsync(default)).Should().NotBeNull();
        shop.Time.Advance(TimeSpan.FromMinutes(10));
        (await shop.Pay("A00002")).Outcome.Should().Be(PayOutcome.Pending);
        (await ((IProbe)shop.Channel).ProbeAsync(default)).Should().BeNull();
    }

    [Fact]
    public async Task An_outage_can_hang_instead()
    {
        using var shop = new Shop("""{"faults":{"outage":{"mode":"timeout"}}}""");
        using var deadline = new CancellationTokenSource();
        var call = shop.Channel.PayAsync(shop.Request("A00001"), deadline.Token);
        deadline.Cancel();
        (await call).Outcome.Should().Be(PayOutcome.Unknown);
    }

    [Fact]
    public async Task Queries_can_prove_nothing_or_not_find_what_is_there()
    {
        using var shop = new Shop("""{"buyer":{"barcodeAtOnce":1},"faults":{"queryUnknown":{"methods":["sim.qr"]},"notFoundThenPaid":{"ms":5000,"methods":["sim.barcode"]}}}""");
        await shop.Pay("A00001");
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Unknown);
        await shop.Pay("A00002", "sim.barcode");
        (await shop.Query("A00002", "sim.barcode")).Status.Should().Be(AttemptStatus.NotFound);
        shop.Time.Advance(TimeSpan.FromSeconds(5));
        (await shop.Query("A00002", "sim.barcode")).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task A_repeated_call_is_drawn_anew()
    {
        using var shop = new Shop("""{"faults":{"refuseConnection":{"share":0.5,"operations":["query"]}}}""");
        await shop.Pay("A00001");
        var answers = new HashSet<AttemptStatus>();
        for (var call = 0; call < 30; call++) answers.Add((await shop.Query("A00001")).Status);
        answers.Should().BeEquivalentTo([AttemptStatus.Unknown, AttemptStatus.Pending]);
    }

    [Theory]
    [InlineData("tooFrequent")]
    [InlineData("declineChannel")]
    [InlineData("brownOut")]
    public async Task A_declined_capture_can_never_be_made_again(string fault)
    {
        using var shop = new Shop();
        await shop.Pay("A00001", "sim.card");
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        var healthy = shop.Channel;
        shop.Channel = shop.Open(Striking(fault, "continue"));
        (await shop.Continue("A00001")).Outcome.Should().Be(PayOutcome.Declined);
        shop.Channel = healthy;
        (await shop.Continue("A00001")).Outcome.Should().Be(PayOutcome.Declined);
        (await shop.Query("A00001", "sim.card")).Status.Should().Be(AttemptStatus.Declined);
        shop.NetCaptured("A00001").Should().Be(0);
    }

    [Fact]
    public async Task A_fault_can_be_bound_to_a_bank_and_a_method()
    {
        using var shop = new Shop("""{"faults":{"refuseConnection":{"operations":["pay"],"methods":["sim.qr"],"banks":["ICBC"]}}}""");
        (await shop.Pay("A00001", bank: "ICBC")).Outcome.Should().Be(PayOutcome.NotSent);
        (await shop.Pay("A00002", bank: "CCB")).Outcome.Should().Be(PayOutcome.Pending);
        (await shop.Pay("A00003", "sim.app", bank: "ICBC")).Outcome.Should().Be(PayOutcome.Pending);
    }

    private static string Striking(string fault, params string[] operations) => new JsonObject
    {
        ["buyer"] = new JsonObject { ["barcodeAtOnce"] = 1 },
        ["faults"] = new JsonObject
        {
            [fault] = new JsonObject { ["operations"] = new JsonArray([.. operations.Select(operation => JsonValue.Create(operation))]) },
        },
    }.ToJsonString();
}
