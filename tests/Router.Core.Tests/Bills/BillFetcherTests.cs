using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Channels;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bills;

public class BillFetcherTests
{
    [Fact]
    public void A_bill_of_a_million_lines_is_read_and_one_with_a_line_more_is_refused() => World.Run(async engine =>
    {
        var bills = new BillFetcher(engine, new OperationCaller(new ChannelCaller(engine.Channels, engine.Gates, engine.Clock), engine.Operations), engine.Clock);
        engine.A.Bill.Then(Lines(1_000_000)).Then(Lines(1_000_001));
        (await bills.FetchAsync("a", Bill.Today)).Lines.Should().HaveCount(1_000_000);
        var refused = await bills.FetchAsync("a", Bill.Today);
        refused.Lines.Should().BeNull();
        (refused.Error!.Status, refused.Error.Message).Should().Match<(int Status, string Message)>(e => e.Status == 503 && e.Message.Contains("1000000 lines"));
    });

    private static BillResult Lines(int count)
    {
        var line = new BillLine { Kind = BillLineKind.Payment, AttemptNumber = "t1", ChannelTransactionId = "tx", Amount = new Money(1, Currency.CNY), BookedAt = DateTimeOffset.UnixEpoch };
        return new() { Status = BillStatus.Ready, Lines = Stream(line, count) };
    }

    private static async IAsyncEnumerable<BillLine> Stream(BillLine line, int count)
    {
        await Task.CompletedTask;
        for (var i = 0; i < count; i++) yield return line;
    }
}
