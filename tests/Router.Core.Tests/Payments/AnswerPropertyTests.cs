using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Refunds;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// Whatever a plugin answers, a payment succeeds only by a whole proof and fails only by a whole refusal.
public class AnswerPropertyTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static Gen<DateTimeOffset?> Times => Gen.Elements<DateTimeOffset?>(
        null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, s_start, s_start.AddMinutes(-5), s_start.AddMinutes(5), s_start.AddYears(-100), s_start.AddYears(300));

    private static Gen<Money?> Amounts => Gen.Elements<Money?>(
        null, default(Money), new Money(1000, Currency.CNY), new Money(1000, Currency.CNY), new Money(1001, Currency.CNY), new Money(1000, Currency.JPY),
        new Money(-1000, Currency.CNY), new Money(0, Currency.CNY), new Money(long.MaxValue, Currency.CNY), new Money(long.MinValue, default));

    private static Gen<string?> Ids => Gen.Elements(null, "", "tx", "tx", "a\0b", new string('x', 300));

    private static Gen<ChannelFault?> Faults =>
        from none in Gen.Elements(true, false, false)
        from stage in Gen.Choose(-1, 4)
        from blame in Gen.Choose(-1, 6)
        from text in Gen.Elements("51", null, "", new string('m', 5000))
        from rest in Gen.Elements<TimeSpan?>(null, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.FromSeconds(3))
        select none ? null : new ChannelFault((FaultStage)stage, (FaultBlame)blame, text!, text!, rest);

    private static Gen<PayAction?> Actions =>
        from none in Gen.Elements(true, false)
        from kind in Gen.Choose(-1, 8)
        from content in Gen.Elements("qr", null, "", new string('q', 100_000))
        from fields in Gen.Elements(null, new Dictionary<string, string> { ["a"] = null! }, new Dictionary<string, string> { ["a"] = "b" })
        from expires in Times
        select none ? null : new PayAction((PayActionKind)kind, content!, fields, expires);

    private static Gen<ChannelResult> Results =>
        from outcome in Gen.Choose(-1, 8)
        from fault in Faults
        from id in Ids
        from amount in Amounts
        from paid in Times
        from action in Actions
        from until in Times
        from next in Times
        from must in Gen.Elements(true, false)
        from ready in Gen.Elements(true, false, false)
        select new ChannelResult
        {
            Outcome = (PayOutcome)outcome,
            Fault = fault,
            ChannelTransactionId = id,
            Captured = amount,
            PaidAt = paid,
            Action = action,
            PayableUntil = until,
            NextQueryAt = next,
            MustClose = must,
            ReadyToContinue = ready,
        };

    [Fact]
    public void A_payment_succeeds_only_by_proof_and_fails_only_by_refusal() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Results.ToArbitrary(), result => World.Run(async engine =>
        {
            engine.A.Pay.Then(result);
            engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("x", "x"));
            engine.A.Close.Always = (_, _) => Task.FromResult(CloseResult.Unknown("x", "x"));
            var order = (await engine.PayAsync()).Payment!;
            var told = order.Attempts[0];
            if (told.State == AttemptState.Captured)
                (result.Outcome, result.ChannelTransactionId, result.Captured?.Minor > 0).Should().Be((PayOutcome.Succeeded, "tx", true));
            if (order.WinningAttempt == told.Number) result.Captured.Should().Be(told.SentAmount);
            if (told.State is AttemptState.Declined or AttemptState.NotSent or AttemptState.Closed)
                Refuses(result).Should().BeTrue($"{result} became {told.State}");
            if (order.State == PaymentState.Failed) Refuses(result).Should().BeTrue();
        })));

    [Fact]
    public void A_query_decides_only_by_what_it_proves()
    {
        var queries =
            from status in Gen.Choose(-1, 9)
            from result in Results
            select new QueryResult
            {
                Status = (AttemptStatus)status,
                Fault = result.Fault,
                ChannelTransactionId = result.ChannelTransactionId,
                Captured = result.Captured,
                PaidAt = result.PaidAt,
                Action = result.Action,
                PayableUntil = result.PayableUntil,
                NextQueryAt = result.NextQueryAt,
                MustClose = result.MustClose,
            };
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(queries.ToArbitrary(), result => World.Run(async engine =>
        {
            engine.A.Pay.Then(ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset"));
            engine.A.Query.Always = (_, _) => Task.FromResult(result);
            var order = (await engine.PayAsync()).Payment!;
            var told = order.Attempts[0];
            if (order.WinningAttempt == told.Number) (result.Status, result.Captured, result.ChannelTransactionId).Should().Be((AttemptStatus.Paid, told.SentAmount, "tx"));
            if (told.State == AttemptState.Declined) (result.Status, result.Captured?.Minor > 0).Should().Be((AttemptStatus.Declined, false));
            if (told.State == AttemptState.Closed) result.Status.Should().Be(AttemptStatus.Closed, "not-found proves nothing so early");
        })));
    }

    [Fact]
    public void A_refund_ends_only_by_what_is_proved()
    {
        var refunds =
            from outcome in Gen.Choose(-1, 10)
            from fault in Faults
            from id in Ids
            from amount in Gen.OneOf(Amounts, Gen.Constant<Money?>(new Money(400, Currency.CNY)))
            from at in Times
            select new RefundResult { Outcome = (RefundOutcome)outcome, Fault = fault, ChannelRefundId = id, Refunded = amount, RefundedAt = at };
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(refunds.ToArbitrary(), result => World.Run(async engine =>
        {
            var order = (await engine.PayAsync()).Payment!;
            engine.A.Refund.Then(result);
            var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
            if (refund.State == RefundState.Succeeded) (result.Outcome, result.Refunded).Should().Be((RefundOutcome.Succeeded, refund.SentAmount));
            if (refund.State is RefundState.Failed or RefundState.Closed)
            {
                result.Outcome.Should().BeOneOf(RefundOutcome.Failed, RefundOutcome.Closed, RefundOutcome.Unsupported);
                (result.Refunded?.Minor > 0).Should().BeFalse();
            }
        })));
    }

    private static bool Refuses(ChannelResult result) => !(result.Captured?.Minor > 0)
        && (result.Fault is null || (Enum.IsDefined(result.Fault.Stage) && Enum.IsDefined(result.Fault.Blame)))
        && result.Outcome switch
        {
            PayOutcome.Declined => result.Fault?.Stage == FaultStage.Answered,
            PayOutcome.NotSent => result.Fault?.Stage == FaultStage.BeforeSend,
            PayOutcome.Unsupported => result.Fault is null or { Stage: FaultStage.BeforeSend },
            _ => false,
        };
}
