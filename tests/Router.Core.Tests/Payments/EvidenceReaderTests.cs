using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Payments;

/// What a plugin answers proves what it carries and nothing more.
public class EvidenceReaderTests
{
    private static readonly DateTimeOffset s_now = OrderSamples.Start.AddMinutes(1);
    private static readonly Money s_amount = new(1000, Currency.CNY);
    private static readonly ChannelFault s_fault = new(FaultStage.Answered, FaultBlame.Channel, "no", "no");
    private static readonly Attempt s_attempt = OrderSamples.Attempt("A1", state: AttemptState.Pending);
    private static readonly MethodManifest s_method = Fixture.Method();

    [Fact]
    public void An_answer_that_lacks_what_its_outcome_must_carry_is_unknown()
    {
        ChannelResult?[] broken =
        [
            null,
            ChannelResult.Succeeded("", s_amount),
            ChannelResult.Succeeded(null!, s_amount),
            ChannelResult.Succeeded("tx", s_amount) with { Captured = null },
            ChannelResult.Succeeded("tx", s_amount with { Minor = 0 }),
            ChannelResult.Succeeded("tx", new Money(1000, default)),
            Of(PayOutcome.Declined),
            Of(PayOutcome.Declined, s_fault with { Stage = FaultStage.AfterSend }),
            Of(PayOutcome.Declined, s_fault with { Stage = FaultStage.BeforeSend }),
            Of(PayOutcome.NotSent),
            Of(PayOutcome.NotSent, s_fault),
            Of(PayOutcome.NotSent, s_fault with { Stage = FaultStage.AfterSend }),
            Of(PayOutcome.Pending) with { MustClose = true },
            Of(PayOutcome.Unknown),
            Of(PayOutcome.Pending, s_fault with { Blame = (FaultBlame)77 }),
            Of(PayOutcome.Pending, s_fault with { Stage = (FaultStage)77 }),
            Of((PayOutcome)77),
            Of((PayOutcome)77, s_fault),
        ];
        foreach (var answer in broken)
        {
            var read = EvidenceReader.Check(answer);
            read.Outcome.Should().Be(PayOutcome.Unknown, "{0}", answer);
            (read.Fault!.Stage, read.Fault.RawCode).Should().Be((FaultStage.AfterSend, "contract"));
            read.Fault.RawMessage.Should().Contain("broke the contract: ").And.NotEndWith(": .");
            read.ChannelTransactionId.Should().BeNull("what did not prove itself proves nothing at all");
        }
    }

    [Fact]
    public void An_answer_that_keeps_the_contract_is_taken_as_it_is()
    {
        ChannelResult[] kept =
        [
            ChannelResult.Succeeded("t", s_amount with { Minor = 1 }),
            Of(PayOutcome.Declined, s_fault),
            Of(PayOutcome.NotSent, s_fault with { Stage = FaultStage.BeforeSend }),
            Of(PayOutcome.Pending),
            Of(PayOutcome.Pending, s_fault) with { MustClose = true },
            Of(PayOutcome.Unknown, s_fault with { Stage = FaultStage.AfterSend }),
            Of(PayOutcome.Unsupported),
        ];
        foreach (var answer in kept) EvidenceReader.Check(answer).Should().BeSameAs(answer);
    }

    [Fact]
    public void What_is_not_supported_was_not_sent_by_our_own_doing()
    {
        var told = EvidenceReader.FromPay(s_attempt, ChannelResult.Unsupported(), EvidenceSource.PayAnswer, s_now);
        (told.Kind, told.Fault!.Stage, told.Fault.Blame).Should().Be((EvidenceKind.NotSent, FaultStage.BeforeSend, FaultBlame.Us));
        told.Fault.RawCode.Should().Be("unsupported");
        EvidenceReader.FromPay(s_attempt, Of(PayOutcome.Unsupported, s_fault), EvidenceSource.PayAnswer, s_now).Fault.Should().Be(s_fault);
        EvidenceReader.FromPay(s_attempt, Of(PayOutcome.Pending), EvidenceSource.PayAnswer, s_now).Fault.Should().BeNull();
    }

    [Fact]
    public void A_query_that_says_paid_or_reversed_without_its_proof_is_unknown()
    {
        foreach (var status in new[] { AttemptStatus.Paid, AttemptStatus.Reversed })
        {
            var proved = new QueryResult { Status = status, Captured = s_amount with { Minor = 1 }, ChannelTransactionId = "t" };
            Kind(proved).Should().Be(status == AttemptStatus.Paid ? EvidenceKind.Captured : EvidenceKind.Reversed);
            Kind(proved with { Captured = null }).Should().Be(EvidenceKind.Unknown);
            Kind(proved with { Captured = s_amount with { Minor = 0 } }).Should().Be(EvidenceKind.Unknown);
            Kind(proved with { Captured = new Money(1, default) }).Should().Be(EvidenceKind.Unknown);
            Kind(proved with { ChannelTransactionId = "" }).Should().Be(EvidenceKind.Unknown);
            Kind(proved with { ChannelTransactionId = null }).Should().Be(EvidenceKind.Unknown);
        }
    }

    [Fact]
    public void A_query_carries_over_everything_it_was_told()
    {
        var action = new PayAction(PayActionKind.QrCode, "qr");
        var state = new ChannelState(2, "{}");
        var told = EvidenceReader.FromQuery(s_attempt, new()
        {
            Status = AttemptStatus.Pending,
            Fault = s_fault,
            Captured = s_amount,
            ChannelTransactionId = "tx",
            PaidAt = s_now,
            Action = action,
            PayableUntil = s_now.AddMinutes(2),
            NextQueryAt = s_now.AddMinutes(3),
            MustClose = true,
            ReadyToContinue = true,
            State = state,
        }, EvidenceSource.Query, s_method, s_now);
        told.Should().BeEquivalentTo(new Evidence
        {
            AttemptNumber = "A1",
            Source = EvidenceSource.Query,
            Kind = EvidenceKind.Pending,
            At = s_now,
            Fault = s_fault,
            Amount = s_amount,
            TransactionId = "tx",
            PaidAt = s_now,
            Action = action,
            PayableUntil = s_now.AddMinutes(2),
            NextQueryAt = s_now.AddMinutes(3),
            MustClose = true,
            ReadyToContinue = true,
            State = state,
        });
        var nothing = EvidenceReader.FromQuery(s_attempt, null, EvidenceSource.Query, s_method, s_now);
        (nothing.Kind, nothing.MustClose, nothing.ReadyToContinue).Should().Be((EvidenceKind.Unknown, false, false));
    }

    [Fact]
    public void Not_found_is_a_close_only_when_it_counts()
    {
        var counts = ConfirmedClose.NotFoundCountsFrom(s_attempt, s_method)!.Value;
        var none = new QueryResult { Status = AttemptStatus.NotFound };
        EvidenceReader.FromQuery(s_attempt, none, EvidenceSource.Query, s_method, counts).Kind.Should().Be(EvidenceKind.Closed);
        EvidenceReader.FromQuery(s_attempt, none, EvidenceSource.Query, s_method, counts.AddTicks(-1)).Kind.Should().Be(EvidenceKind.NotFound);
        Close(CloseOutcome.NotFound, counts).Kind.Should().Be(EvidenceKind.Closed);
        var early = Close(CloseOutcome.NotFound, counts.AddTicks(-1));
        (early.Kind, early.RetryAt).Should().Be((EvidenceKind.NotClosed, counts));
    }

    [Fact]
    public void A_reverse_without_an_amount_closes_nothing()
    {
        EvidenceKind Of(Money? reversed) => EvidenceReader.FromClose(s_attempt, new() { Outcome = CloseOutcome.Reversed, Reversed = reversed }, s_method, s_now).Kind;
        Of(s_amount with { Minor = 1 }).Should().Be(EvidenceKind.Reversed);
        Of(s_amount with { Minor = 0 }).Should().Be(EvidenceKind.NotClosed);
        Of(null).Should().Be(EvidenceKind.NotClosed);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 10)]
    [InlineData(3, 40)]
    [InlineData(9, 2560)]
    [InlineData(10, 3600)] // never longer than an hour
    [InlineData(50, 3600)]
    public void A_close_in_vain_is_asked_again_after_growing_pauses(int before, int seconds) =>
        EvidenceReader.FromClose(s_attempt with { CloseCount = before }, CloseResult.Unknown("5xx", "5xx"), s_method, s_now).RetryAt.Should().Be(s_now.AddSeconds(seconds));

    [Theory]
    [InlineData(null, 30)]
    [InlineData(0.2, 1)]
    [InlineData(20.0, 20)]
    [InlineData(9999.0, 3600)]
    public void Too_early_is_asked_again_when_the_channel_says_within_reason(double? wait, int seconds)
    {
        var answer = new CloseResult { Outcome = CloseOutcome.TooEarly, RetryAfter = wait is { } given ? TimeSpan.FromSeconds(given) : null };
        EvidenceReader.FromClose(s_attempt, answer, s_method, s_now).RetryAt.Should().Be(s_now.AddSeconds(seconds));
    }

    [Fact]
    public void Who_has_no_close_is_not_asked_again_and_what_is_closed_neither()
    {
        Close(CloseOutcome.Unsupported, s_now).RetryAt.Should().BeNull();
        Close(CloseOutcome.Closed, s_now).RetryAt.Should().BeNull();
        (Close(CloseOutcome.Unknown, s_now).IsAnswered, Close(CloseOutcome.AlreadyPaid, s_now).IsAnswered).Should().Be((false, true));
        EvidenceReader.FromClose(s_attempt, null, s_method, s_now).IsAnswered.Should().BeFalse();
    }

    private static ChannelResult Of(PayOutcome outcome, ChannelFault? fault = null) => new() { Outcome = outcome, Fault = fault };

    private static EvidenceKind Kind(QueryResult result) => EvidenceReader.FromQuery(s_attempt, result, EvidenceSource.Query, s_method, s_now).Kind;

    private static Evidence Close(CloseOutcome outcome, DateTimeOffset now) => EvidenceReader.FromClose(s_attempt, CloseResult.Of(outcome), s_method, now);
}
