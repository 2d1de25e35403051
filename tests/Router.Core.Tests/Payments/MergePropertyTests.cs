using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Payments;

/// Whatever is learned, in whatever order, by whichever door.
public class MergePropertyTests
{
    private sealed record Step(int Attempt, EvidenceKind Kind, EvidenceSource Source, int Amount, int Transaction, bool HoldsLease, bool Released)
    {
        public override string ToString() => $"{Attempt}:{Kind} by {Source} {Amount} tx{Transaction}{(HoldsLease ? " leased" : "")}{(Released ? " released" : "")}";
    }

    [Fact]
    public void No_sequence_of_evidence_breaks_the_law()
    {
        var step =
            from attempt in Gen.Choose(0, 2)
            from kind in Gen.Elements(Enum.GetValues<EvidenceKind>())
            from source in Gen.Elements(Enum.GetValues<EvidenceSource>())
            from amount in Gen.Frequency((6, Gen.Constant(1000)), (1, Gen.Constant(999)))
            from transaction in Gen.Frequency((8, Gen.Constant(1)), (1, Gen.Constant(2)))
            from lease in Gen.Elements(true, false)
            from released in Gen.Elements(true, false)
            select new Step(attempt, kind, source, amount, transaction, lease, released);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Gen.ListOf(step).ToArbitrary(), steps => Holds([.. steps])));
    }

    private static void Holds(IReadOnlyList<Step> steps)
    {
        var order = Start();
        var second = 0;
        foreach (var step in steps)
        {
            var before = order;
            order = order with { Lease = step.HoldsLease ? new("me", 1, OrderSamples.Start.AddHours(1)) : null };
            order = MergeTable.Apply(order, Evidence(step, ++second));
            if (step.Released) order = OrderWriter.Released(order, OrderSamples.Start.AddSeconds(second));
            OrderTransitions.Allows(before.State, order.State).Should().BeTrue();
            if (before.IsFinal) order.State.Should().Be(before.State);
            if (before.WinningAttempt is { } winner) order.WinningAttempt.Should().Be(winner);
            CheckWinner(order);
            CheckCaptures(before, order, step);
            if (order.State is PaymentState.Failed or PaymentState.Closed) order.LiveAttempt.Should().BeNull();
        }
    }

    private static void CheckWinner(PaymentOrder order)
    {
        (order.State == PaymentState.Succeeded).Should().Be(order.WinningAttempt is not null);
        if (order.WinningAttempt is null) return;
        var won = order.FindAttempt(order.WinningAttempt)!;
        won.State.Should().Be(AttemptState.Captured);
        won.Captured.Should().Be(order.Terms.Amount);
        won.IsOrphan.Should().BeFalse();
    }

    // Money that came is the winner's, an orphan to be given back, given back already, or an open question.
    private static void CheckCaptures(PaymentOrder before, PaymentOrder order, Step step)
    {
        foreach (var attempt in order.Attempts.Where(a => a.State == AttemptState.Captured && a.Number != order.WinningAttempt))
            (attempt.IsOrphan || order.Cases.Any(c => c.ResolvedAt is null && c.AttemptNumber == attempt.Number)).Should().BeTrue($"{attempt.Number} holds money");
        var told = before.Attempts[step.Attempt];
        if (step is { Kind: EvidenceKind.Captured, Amount: 1000 } && told.State is not (AttemptState.Captured or AttemptState.Reversed))
            order.Attempts[step.Attempt].State.Should().Be(AttemptState.Captured);
    }

    private static PaymentOrder Start() => OrderSamples.Payment(0) with
    {
        State = PaymentState.Paying,
        Attempts =
        [
            OrderSamples.Attempt("A0", state: AttemptState.Declined), OrderSamples.Attempt("A1", state: AttemptState.Closed), OrderSamples.Attempt("A2"),
        ],
    };

    private static Evidence Evidence(Step step, int second) => new()
    {
        AttemptNumber = "A" + step.Attempt,
        Source = step.Source,
        Kind = step.Kind,
        At = OrderSamples.Start.AddSeconds(second),
        Amount = step.Kind is EvidenceKind.Captured or EvidenceKind.Reversed ? new Money(step.Amount, Currency.CNY) : null,
        TransactionId = "tx" + step.Transaction,
        MustClose = second % 3 == 0,
        ReadyToContinue = second % 5 == 0,
    };
}
