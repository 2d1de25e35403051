using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Routing;
using Router.Core.Tests.Engine;
using Router.TestKit.Channels;

namespace Router.Core.Tests.Payments;

/// Channels that answer anything over books that are right: once they behave, every payment ends and nobody is charged twice.
public class ChaosTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    [InlineData(5UL)]
    public void Whatever_channels_answer_the_books_agree_in_the_end(ulong seed) => World.Run(async engine =>
    {
        var draw = new SeededDraw(seed);
        var troubled = true;
        foreach (var id in new[] { "a", "b", "c", "d" }) Trouble(engine, engine.Channels[id], draw, () => troubled);
        string[] methods = ["sim.qr", "sim.eager", "sim.noclose", "sim.replay"];
        for (var i = 0; i < 60; i++)
        {
            var order = (await engine.PayAsync($"o{i}", method: methods[i % 4])).Payment!;
            if (draw.Next() < 0.2) await engine.Router.CloseAsync(order.Id);
            else if (draw.Next() < 0.2) await engine.Router.SwitchAsync(new(order.Id, [methods[(i + 1) % 4]]));
            else if (draw.Next() < 0.2) await engine.Router.ContinueAsync(new(order.Id, "1"));
            foreach (var attempt in (await engine.OrderAsync(order.Id)).Attempts.Where(_ => draw.Next() < 0.3)) LateBuyer(engine.Channels[attempt.AccountId], attempt);
            if (draw.Next() < 0.1) engine.Restart();
            await engine.RecoverAsync(TimeSpan.FromSeconds(20));
        }

        troubled = false;
        await engine.RecoverAsync(TimeSpan.FromDays(1), 20_000);
        foreach (var order in await engine.Store.ListPaymentsAsync(new(Limit: 500))) Check(engine, order);
        engine.Channels.LeasesOut.Should().Be(0);
        (await engine.RecoverAsync(TimeSpan.FromDays(1), 2_000)).Should().BeLessThan(24 * 60, "open cases are asked about less than once a minute, all together");
    });

    // The books never lie: a captured attempt that the engine does not know of is only one that nobody was told of.
    private static void Check(TestEngine engine, PaymentOrder order)
    {
        var why = $"{order.Id} {order.State} {order.ReasonCode} {string.Join(", ", order.Attempts.Select(a => $"{a.Number} {a.State} {engine.Channels[a.AccountId].Ledger.Find(a.Number)}"))}";
        (order.IsFinal || order.State == PaymentState.Suspense).Should().BeTrue(why);
        var told = order.Attempts.Where(a => a.State is AttemptState.Captured or AttemptState.Reversed or AttemptState.Pending or AttemptState.Unknown);
        var net = told.Sum(a => engine.Channels[a.AccountId].Ledger.Find(a.Number) is { } entry ? entry.CapturedMinor - entry.ReturnedMinor : 0);
        if (order.Cases.All(c => c.ResolvedAt is not null)) net.Should().Be(order.State == PaymentState.Succeeded ? 1000 : 0, why);
    }

    private static void LateBuyer(FakeChannel channel, Attempt attempt)
    {
        if (channel.Ledger.Find(attempt.Number) is { Status: AttemptStatus.Pending }) channel.Ledger.Capture(attempt.Number, attempt.SentAmount);
    }

    private static void Trouble(TestEngine engine, FakeChannel channel, SeededDraw draw, Func<bool> troubled)
    {
        channel.Pay.Always = (r, _) =>
        {
            if (channel.Ledger.Find(r.AttemptNumber) is { } known) return Task.FromResult(Again(channel, known));
            var kind = draw.Next();
            if (kind < 0.2) return Task.FromResult(ChannelResult.Declined(kind < 0.15 ? FaultBlame.Channel : FaultBlame.Payer, "no", "no"));
            if (kind < 0.3) return Task.FromResult(ChannelResult.NotSent(FaultBlame.Network, "down", "down"));
            var entry = kind < 0.6 ? channel.Ledger.Open(r.AttemptNumber, r.Amount) : channel.Ledger.Capture(r.AttemptNumber, r.Amount);
            if (troubled() && draw.Next() < 0.4) throw new IOException("reset");
            if (entry.Status == AttemptStatus.Pending && draw.Next() < 0.2)
                return Task.FromResult(ChannelResult.RefusedButPayable(new(FaultStage.Answered, FaultBlame.Channel, "card", "card")));
            return Task.FromResult(Again(channel, entry));
        };
        channel.Query.Always = (q, _) => Task.FromResult(troubled() && draw.Next() < 0.4 ? QueryResult.Unknown("5xx", "5xx") : channel.Status(q.AttemptNumber));
        channel.Close.Always = (r, _) =>
        {
            if (troubled() && draw.Next() < 0.4) return Task.FromResult(CloseResult.Of(draw.Next() < 0.5 ? CloseOutcome.TooEarly : CloseOutcome.Unknown));
            if (channel.Ledger.Find(r.AttemptNumber) is not { } entry) return Task.FromResult(CloseResult.Of(CloseOutcome.NotFound));
            if (entry.Status == AttemptStatus.Paid && draw.Next() < 0.5) return Task.FromResult(CloseResult.Of(CloseOutcome.AlreadyPaid));
            var reversed = entry.Status == AttemptStatus.Paid;
            channel.Ledger.End(r.AttemptNumber, reversed ? AttemptStatus.Reversed : AttemptStatus.Closed);
            return Task.FromResult(reversed
                ? new CloseResult { Outcome = CloseOutcome.Reversed, Reversed = r.Amount, ChannelTransactionId = entry.TransactionId }
                : CloseResult.Of(CloseOutcome.Closed));
        };
        channel.Continue.Always = (r, _) =>
        {
            if (channel.Ledger.Find(r.Original.AttemptNumber) is { Status: AttemptStatus.Pending }) channel.Ledger.Capture(r.Original.AttemptNumber, r.Original.Amount);
            if (troubled() && draw.Next() < 0.5) throw new IOException("reset");
            return Task.FromResult(Again(channel, channel.Ledger.Find(r.Original.AttemptNumber)!));
        };
        channel.Refund.Always = (r, _) =>
        {
            var done = channel.Ledger.Refund(r.RefundNumber, r.AttemptNumber, r.Amount);
            if (troubled() && draw.Next() < 0.5) throw new IOException("reset");
            return Task.FromResult(done
                ? RefundResult.Succeeded("rf", r.Amount)
                : RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "too-much", "too much")));
        };
    }

    private static ChannelResult Again(FakeChannel channel, FakeEntry? entry) => entry?.Status switch
    {
        AttemptStatus.Paid => ChannelResult.Succeeded(entry.TransactionId!, entry.Amount),
        AttemptStatus.Pending => ChannelResult.Pending(new PayAction(PayActionKind.QrCode, channel.Ledger.Entries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        _ => ChannelResult.Unknown(FaultStage.Answered, "number-used", "the number was used"),
    };
}
