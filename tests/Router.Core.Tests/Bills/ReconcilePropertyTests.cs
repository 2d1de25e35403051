using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Tests.Engine;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Bills;

/// Of whatever books, exactly what was spoiled is found.
public class ReconcilePropertyTests
{
    private enum Spoil
    {
        Nothing,
        Drop,
        Amount,
        Double,
        Transaction,
        Foreign,
        RefundDrop,
        RefundAmount,
        RefundDouble,
        ReverseDrop,
    }

    private sealed record Entry(int Minutes, bool IsLate, bool IsRefunded, bool IsReversed, Spoil Spoil);

    [Fact]
    public void Reconciling_finds_what_was_spoiled_and_nothing_else()
    {
        var entry =
            from minutes in Gen.Choose(0, (4 * 24 * 60) - 1)
            from late in Gen.Elements(true, false)
            from refunded in Gen.Elements(true, false)
            from reversed in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
            from spoil in Gen.Frequency((3, Gen.Constant(Spoil.Nothing)), (2, Gen.Elements(Enum.GetValues<Spoil>())))
            select new Entry(minutes, late, refunded && !reversed, reversed, spoil);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Gen.ListOf(entry).ToArbitrary(), entries => World.Run(engine => HoldsAsync(engine, [.. entries]))));
    }

    [Fact]
    public void Lines_of_nonsense_never_make_a_payment_succeed()
    {
        var line =
            from kind in Gen.Choose(-1, 4)
            from number in Gen.Elements("own", "", "own2", null, "\0", "a\ud800b", new string('9', 70))
            from refund in Gen.Elements(null, "", "own", "x")
            from transaction in Gen.Elements("", "tx", null)
            from minor in Gen.Elements(0L, -1, -1000, long.MinValue, long.MaxValue)
            from hasCurrency in Gen.Elements(true, false)
            from at in Gen.Elements(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch, new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero))
            select new BillLine
            {
                Kind = (BillLineKind)kind,
                AttemptNumber = number!,
                RefundNumber = refund,
                ChannelTransactionId = transaction!,
                Amount = hasCurrency ? new Money(minor, Currency.CNY) : default,
                Fee = hasCurrency ? new Money(long.MaxValue, Currency.CNY) : null,
                BookedAt = at,
            };
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Gen.ListOf(line).ToArbitrary(), lines => World.Run(async engine =>
        {
            var bill = new Bill(engine);
            var order = await engine.PendingAsync();
            foreach (var nonsense in lines) bill.Add(nonsense.AttemptNumber == "own" ? nonsense with { AttemptNumber = order.Attempts[0].Number } : nonsense);
            engine.Clock.AdvanceTo(engine.Now.AddDays(3));
            await bill.ReconcileAsync(-1, 1, "anna");
            (await engine.OrderAsync(order.Id)).State.Should().NotBe(PaymentState.Succeeded);
        })));
    }

    private static async Task HoldsAsync(TestEngine engine, IReadOnlyList<Entry> entries)
    {
        var bill = new Bill(engine);
        var spoiled = new List<(DifferenceKind, string)>();
        for (var at = 0; at < entries.Count; at++) await AddAsync(engine, bill, spoiled, entries[at], at + 1);
        engine.Clock.AdvanceTo(engine.Now.AddDays(9));
        var report = await bill.ReconcileAsync(-1, 6);
        report.Differences.Select(d => (d.Kind, d.Number)).Should().BeEquivalentTo(spoiled);
        report.Waiting.Should().Be(0);
    }

    private static async Task AddAsync(TestEngine engine, Bill bill, List<(DifferenceKind, string)> spoiled, Entry entry, int number)
    {
        var midnight = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        var paidAt = midnight.AddMinutes(entry.Minutes);
        var attempt = OrderSamples.Attempt($"n{number}", "a", entry.IsReversed ? AttemptState.Reversed : AttemptState.Captured) with
        {
            ChannelId = "sim",
            Method = "sim.qr",
            RequestTime = paidAt.AddMinutes(-1),
            PaidAt = entry.IsReversed ? null : paidAt,
            CloseAskedAt = entry.IsReversed ? paidAt.AddMinutes(1) : null,
            Captured = new Money(1000, Currency.CNY),
            ChannelTransactionId = $"tx{number}",
        };
        var order = OrderSamples.Payment(number) with
        {
            State = entry.IsReversed ? PaymentState.Closed : PaymentState.Succeeded,
            WinningAttempt = entry.IsReversed ? null : attempt.Number,
            Attempts = [attempt],
            RefundedMinor = entry.IsRefunded ? 100 : 0,
        };
        await engine.Store.CommitAsync(OrderSamples.Insert(order));
        var day = DateOnly.FromDateTime(paidAt.UtcDateTime).DayNumber - Bill.Today.DayNumber + (entry.IsLate ? 1 : 0);
        var paid = Bill.Of(attempt) with { BookedAt = paidAt };
        if (entry.IsReversed) paid = Reverse(bill, spoiled, entry, paid, day);
        else if (entry.IsRefunded) await RefundAsync(engine, bill, spoiled, entry, order, paid, number, day);
        switch (entry.Spoil)
        {
            case Spoil.Drop:
                spoiled.Add((DifferenceKind.CapturedHere, attempt.Number));
                return;
            case Spoil.Amount:
                spoiled.Add((DifferenceKind.Amount, attempt.Number));
                paid = paid with { Amount = new Money(1001, Currency.CNY) };
                break;
            case Spoil.Double:
                spoiled.Add((DifferenceKind.PaidTwice, attempt.Number));
                bill.Add(paid, day);
                break;
            case Spoil.Transaction:
                spoiled.Add((DifferenceKind.TransactionId, attempt.Number));
                paid = paid with { ChannelTransactionId = "another" };
                break;
            case Spoil.Foreign:
                spoiled.Add((DifferenceKind.UnknownNumber, "f" + attempt.Number));
                bill.Add(paid with { AttemptNumber = "f" + attempt.Number }, day);
                break;
            default:
                break;
        }

        bill.Add(paid, day);
    }

    private static BillLine Reverse(Bill bill, List<(DifferenceKind, string)> spoiled, Entry entry, BillLine paid, int day)
    {
        if (entry.Spoil == Spoil.ReverseDrop) spoiled.Add((DifferenceKind.RefundedHere, paid.AttemptNumber));
        else bill.Add(paid with { Kind = BillLineKind.Refund }, day);
        return paid;
    }

    private static async Task RefundAsync(
        TestEngine engine, Bill bill, List<(DifferenceKind, string)> spoiled, Entry entry, PaymentOrder order, BillLine paid, int number, int day)
    {
        var refund = OrderSamples.Refund(number, order.Id) with
        {
            State = RefundState.Succeeded,
            AttemptNumber = paid.AttemptNumber,
            AccountId = "a",
            ChannelId = "sim",
            RequestTime = paid.BookedAt,
            RefundedAt = paid.BookedAt,
        };
        await engine.Store.CommitAsync(OrderSamples.Insert(refund));
        var line = Bill.Of(order.Attempts[0], refund);
        if (entry.Spoil == Spoil.RefundDrop)
        {
            spoiled.Add((DifferenceKind.RefundedHere, refund.RefundNumber));
            return;
        }

        if (entry.Spoil == Spoil.RefundAmount) spoiled.Add((DifferenceKind.RefundAmount, refund.RefundNumber));
        if (entry.Spoil == Spoil.RefundDouble) spoiled.Add((DifferenceKind.RefundedTwice, refund.RefundNumber));
        if (entry.Spoil == Spoil.RefundDouble) bill.Add(line, day);
        bill.Add(entry.Spoil == Spoil.RefundAmount ? line with { Amount = new Money(99, Currency.CNY) } : line, day);
    }
}
