using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Channels;
using Router.Core.Payments;
using Router.Core.Tests.Engine;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Bills;

/// Why there is no comparison, or no bill, in the words that people read.
public class BillErrorsTests
{
    private static readonly DateOnly s_today = Bill.Today;

    [Fact]
    public void A_comparison_that_cannot_be_made_says_why() => World.Run(async engine =>
    {
        (await ErrorAsync("x", s_today, s_today)).Should().Be(RouterError.AccountNotFound("x"));
        (await ErrorAsync("a", new(1999, 12, 31), new(2000, 1, 1))).Should().Be(new RouterError("280001", 400, "date is before the year 2000.", "date"));
        (await ErrorAsync("a", s_today, s_today.AddDays(-1))).Should().Be(new RouterError("280001", 400, "to is before date.", "to"));
        (await ErrorAsync("a", s_today.AddDays(-31), s_today)).Should().Be(new RouterError("280001", 400, "At most 31 days are compared at once.", "to"));
        (await ErrorAsync("a", s_today, s_today, 9)).Should().Be(new RouterError("280001", 400, "At most 8 archives are looked into at once.", "archives"));
        (await ErrorAsync("a", s_today, s_today.AddDays(1))).Should().Be(new RouterError("280001", 400, "The day lies in the future; bills are made for days that have ended.", "to"));
        (await ErrorAsync("a", new(2000, 1, 1), new(2000, 1, 1))).Should().BeNull();
        (await ErrorAsync("a", s_today.AddDays(-30), s_today)).Should().BeNull();
        engine.Add(Fixture.Account("stray", "gone"));
        (await ErrorAsync("stray", s_today, s_today)).Should().Be(RouterError.ChannelUnavailable("channel gone is not loaded"));

        async Task<RouterError?> ErrorAsync(string account, DateOnly from, DateOnly to, int archives = 0) =>
            (await engine.Reconciliation.RunAsync(new(account, from, to, Archives: archives == 0 ? null : [.. Enumerable.Repeat("f", archives)]))).Error;
    });

    [Fact]
    public void A_channel_without_bills_or_in_an_unknown_zone_says_so()
    {
        World.Run(
            async engine => (await engine.Reconciliation.RunAsync(new("a", s_today, s_today))).Error.Should().Be(RouterError.Unsupported("Channel sim has no bills.")),
            options => options.Manifest = options.Manifest with { Bills = null });
        World.Run(
            async engine => (await engine.Reconciliation.RunAsync(new("a", s_today, s_today))).Error.Should().Be(
                RouterError.ChannelUnavailable("time zone Mars/Base of channel sim is not known on this machine, so its days are not known")),
            options => options.Manifest = options.Manifest with { TimeZone = "Mars/Base" });
        World.Run(
            async engine => (await Fetcher(engine).FetchAsync("a", s_today)).Error.Should().Be(RouterError.Unsupported("Channel sim has no bills.")),
            options => options.Manifest = options.Manifest with { Bills = null });
    }

    [Fact]
    public void A_bill_that_cannot_be_had_says_why() => World.Run(async engine =>
    {
        var bills = Fetcher(engine);
        (await bills.FetchAsync("x", s_today)).Error.Should().Be(RouterError.AccountNotFound("x"));
        (await bills.FetchAsync("a", s_today.AddDays(2))).Error.Should().Be(RouterError.Invalid("date", "date lies in the future; bills are made for days that have ended."));
        engine.A.Calls.Should().BeEmpty();
        (await ErrorAsync(new() { Status = BillStatus.NotReady })).Should().Be(RouterError.BillNotReady("The bill of 2026-03-02 is not ready; ask again in 01:00:00."));
        (await ErrorAsync(new() { Status = BillStatus.NotReady, RetryAfter = TimeSpan.FromMinutes(5) })).Should().Be(RouterError.BillNotReady("The bill of 2026-03-02 is not ready; ask again in 00:05:00."));
        (await ErrorAsync(new() { Status = BillStatus.Unsupported })).Should().Be(RouterError.Unsupported("The channel has no bills."));
        (await ErrorAsync(new() { Status = BillStatus.Unknown })).Should().Be(RouterError.ChannelUnavailable("the bill could not be read"));
        (await ErrorAsync(new() { Status = BillStatus.Unknown, Fault = new(FaultStage.Answered, FaultBlame.Channel, "c", "closed today") })).Should().Be(RouterError.ChannelUnavailable("closed today"));
        foreach (var nonsense in new[] { new BillResult { Status = BillStatus.Ready }, new BillResult { Status = (BillStatus)99 } })
            (await ErrorAsync(nonsense))!.Message.Should().Contain("The plugin broke the contract: a bill of no known status, or ready without lines");
        (await ErrorAsync(null!))!.Message.Should().Contain("The plugin broke the contract: it answered null");
        (await ErrorAsync(new() { Status = BillStatus.Ready, Lines = Lines([null!]) }))!.Message.Should().Contain("The plugin broke the contract: the bill has a line that is null");

        async Task<RouterError?> ErrorAsync(BillResult answer)
        {
            engine.A.Bill.Then(answer);
            var told = await bills.FetchAsync("a", s_today);
            told.Lines.Should().BeNull();
            engine.Clock.Advance(TimeSpan.FromHours(1));
            return told.Error;
        }
    });

    [Fact]
    public void A_bills_texts_are_bounded_together() => World.Run(async engine =>
    {
        // Each letter counts, of whichever text it is: 64 million in each of the four, and one more.
        var text = new string('x', 64_000_000);
        var line = new BillLine { Kind = BillLineKind.Payment, AttemptNumber = text, RefundNumber = text, ChannelTransactionId = text, RawStatus = text, Amount = new(1, Currency.CNY), BookedAt = engine.Now };
        engine.A.Bill.Then(new BillResult { Status = BillStatus.Ready, Lines = Lines(line) }).Then(new BillResult { Status = BillStatus.Ready, Lines = Lines(line, line with { AttemptNumber = "y", RefundNumber = null, ChannelTransactionId = "", RawStatus = null }) });
        (await Fetcher(engine).FetchAsync("a", s_today)).Lines.Should().HaveCount(1);
        (await Fetcher(engine).FetchAsync("a", s_today)).Error.Should().Be(RouterError.ChannelUnavailable("the bill has more than 256000000 letters"));
    });

    private static BillFetcher Fetcher(TestEngine engine) => new(engine, new OperationCaller(new ChannelCaller(engine.Channels, engine.Gates, engine.Clock), engine.Operations), engine.Clock);

    private static async IAsyncEnumerable<BillLine> Lines(params BillLine[] lines)
    {
        await Task.CompletedTask;
        foreach (var line in lines) yield return line;
    }
}
