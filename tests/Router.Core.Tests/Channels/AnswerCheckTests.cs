using Router.Abstractions;
using Router.Core.Channels;

namespace Router.Core.Tests.Channels;

/// Each way in which an answer breaks the contract, in the words that the plugin's author reads, and the very bounds at which it does not.
public class AnswerCheckTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Money s_money = new(1000, Currency.CNY);
    private static readonly ChannelFault s_before = new(FaultStage.BeforeSend, FaultBlame.Network, "c", "m");
    private static readonly ChannelFault s_after = new(FaultStage.AfterSend, FaultBlame.Network, "c", "m");
    private static readonly ChannelFault s_answered = new(FaultStage.Answered, FaultBlame.Payer, "c", "m");
    private static readonly string s_longId = new('i', 257);

    [Fact]
    public void Answers_to_a_payment()
    {
        var paid = ChannelResult.Succeeded("T", s_money);
        Good(paid, paid with { ChannelTransactionId = new string('i', 256) }, paid with { Captured = new Money(1, Currency.JPY) });
        Good(ChannelResult.Declined(FaultBlame.Payer, "c", "m"), ChannelResult.NotSent(FaultBlame.Network, "c", "m"), ChannelResult.Unknown(FaultStage.AfterSend, "c", "m"));
        Good(ChannelResult.Unsupported(), ChannelResult.Unsupported() with { Fault = s_before }, ChannelResult.Pending(), ChannelResult.RefusedButPayable(s_answered));
        Good(ChannelResult.Declined(FaultBlame.Payer, "c", "m") with { Captured = new Money(0, Currency.CNY) });
        Bad("an outcome that does not exist", paid with { Outcome = (PayOutcome)99 });
        Bad("Succeeded without a channel transaction id", paid with { ChannelTransactionId = null }, paid with { ChannelTransactionId = "" }, paid with { ChannelTransactionId = s_longId });
        Bad("Succeeded without a captured amount above zero", paid with { Captured = null }, paid with { Captured = new Money(0, Currency.CNY) }, paid with { Captured = new Money(-1, Currency.CNY) });
        Bad("Succeeded without a currency", paid with { Captured = new Money(1, default) });
        foreach (var fault in new[] { null, s_before, s_after }) Bad("Declined without a fault of stage Answered", new ChannelResult { Outcome = PayOutcome.Declined, Fault = fault });
        foreach (var fault in new[] { null, s_answered, s_after }) Bad("NotSent without a fault of stage BeforeSend", new ChannelResult { Outcome = PayOutcome.NotSent, Fault = fault });
        foreach (var fault in new[] { s_answered, s_after }) Bad("Unsupported with a fault of something sent", ChannelResult.Unsupported() with { Fault = fault });
        Bad(
            "a refusal that names a captured amount", ChannelResult.Declined(FaultBlame.Payer, "c", "m") with { Captured = s_money },
            ChannelResult.NotSent(FaultBlame.Payer, "c", "m") with { Captured = s_money }, ChannelResult.Unsupported() with { Captured = s_money });
        Bad("a refusal that must be closed without a fault", ChannelResult.Pending() with { MustClose = true });
        Bad("Unknown without a fault", new ChannelResult { Outcome = PayOutcome.Unknown });
        Bad("a fault of no known stage or blame", paid with { Fault = s_after with { Stage = (FaultStage)99 } }, paid with { Fault = s_after with { Blame = (FaultBlame)99 } });
        Bad("an id that no channel gives", ChannelResult.Pending() with { ChannelTransactionId = s_longId }, paid with { ChannelTransactionId = "a\nb" });
        Bad("an action of no known kind", ChannelResult.Pending(new((PayActionKind)99, "x")));
    }

    [Fact]
    public void A_pending_answer_is_payable_until_a_time_that_is_not_long_over()
    {
        var over = s_now.AddDays(-1);
        Good(ChannelResult.Pending(payableUntil: over), ChannelResult.Pending(new(PayActionKind.QrCode, "x", ExpiresAt: over)), ChannelResult.Succeeded("T", s_money) with { PayableUntil = over.AddTicks(-1) });
        Bad("Pending and payable until a time that is long over", ChannelResult.Pending(payableUntil: over.AddTicks(-1)));
        Bad("Pending and payable until a time that is long over", ChannelResult.Pending(new(PayActionKind.QrCode, "x", ExpiresAt: over.AddTicks(-1)), s_now));
    }

    [Fact]
    public void Actions_have_content_and_not_too_much()
    {
        static Dictionary<string, string> Fields(int count, int length) => Enumerable.Range(0, count).ToDictionary(i => $"n{i:D3}", _ => new string('v', length));
        Good(Action(""), Action(new string('x', 65_536)), Action("x", Fields(256, 252)), Action("x", []));
        Bad("an action without content, or with too much", Action(null!), Action(new string('x', 65_537)));
        Bad("an action with too many fields", Action("x", Fields(257, 1)), Action("x", Fields(256, 253)));
        Bad("an action with a field that is null", Action("x", new() { ["n"] = null! }));

        static ChannelResult Action(string content, Dictionary<string, string>? fields = null) => ChannelResult.Pending(new(PayActionKind.Form, content, fields));
    }

    [Fact]
    public void Answers_to_a_query()
    {
        var paid = new QueryResult { Status = AttemptStatus.Paid, ChannelTransactionId = "T", Captured = s_money };
        Good(paid, paid with { Status = AttemptStatus.Reversed, ChannelTransactionId = null }, Of(AttemptStatus.Unknown), Of(AttemptStatus.Closed), Of(AttemptStatus.Pending));
        Good(Of(AttemptStatus.Pending) with { PayableUntil = s_earliest }, Of(AttemptStatus.Declined) with { PayableUntil = s_earliest.AddTicks(-1) });
        Bad("a status that does not exist", Of((AttemptStatus)99));
        Bad("Paid without a channel transaction id", paid with { ChannelTransactionId = null }, paid with { ChannelTransactionId = "" }, paid with { ChannelTransactionId = s_longId });
        foreach (var status in new[] { AttemptStatus.Paid, AttemptStatus.Reversed })
            foreach (var captured in new Money?[] { null, new(0, Currency.CNY), new(1, default) })
                Bad("Paid or Reversed without an amount", paid with { Status = status, Captured = captured });
        foreach (var status in new[] { AttemptStatus.Declined, AttemptStatus.NotFound, AttemptStatus.Unsupported }) Bad("a refusal that names a captured amount", Of(status) with { Captured = s_money });
        Bad("payable until a time that never was", Of(AttemptStatus.Pending) with { PayableUntil = s_earliest.AddTicks(-1) });
        Bad("a fault of no known stage or blame", Of(AttemptStatus.Unknown) with { Fault = s_after with { Blame = (FaultBlame)99 } });
        Bad("an action of no known kind", Of(AttemptStatus.Pending) with { Action = new((PayActionKind)99, "x") });
        Bad("an id that no channel gives", Of(AttemptStatus.Closed) with { ChannelTransactionId = s_longId }, paid with { ChannelTransactionId = "\t" });

        static QueryResult Of(AttemptStatus status) => new() { Status = status };
    }

    [Fact]
    public void Answers_to_a_close()
    {
        var reversed = CloseResult.Of(CloseOutcome.Reversed) with { Reversed = s_money };
        Good(reversed, CloseResult.Of(CloseOutcome.Closed), CloseResult.Of(CloseOutcome.NotFound) with { Reversed = new Money(0, Currency.CNY) }, CloseResult.Of(CloseOutcome.AlreadyPaid) with { Reversed = s_money });
        Bad("an outcome that does not exist", CloseResult.Of((CloseOutcome)99));
        Bad("Reversed without an amount", reversed with { Reversed = null }, reversed with { Reversed = new Money(0, Currency.CNY) }, reversed with { Reversed = new Money(1, default) });
        Bad("Closed unpaid and an amount that went back", reversed with { Outcome = CloseOutcome.Closed }, reversed with { Outcome = CloseOutcome.NotFound });
        Bad("a fault of no known stage or blame", CloseResult.Of(CloseOutcome.Unknown) with { Fault = s_after with { Stage = (FaultStage)99 } });
        Bad("an id that no channel gives", CloseResult.Of(CloseOutcome.Closed) with { ChannelTransactionId = s_longId });
    }

    [Fact]
    public void Answers_to_a_refund()
    {
        var back = RefundResult.Succeeded("R", s_money);
        Good(back, back with { ChannelRefundId = null }, RefundResult.Of(RefundOutcome.NotSent, s_before), RefundResult.Of(RefundOutcome.Failed, s_answered), RefundResult.Of(RefundOutcome.Processing) with { Refunded = s_money });
        Bad("an outcome that does not exist", RefundResult.Of((RefundOutcome)99));
        Bad("Succeeded without a refunded amount", back with { Refunded = null }, back with { Refunded = new Money(0, Currency.CNY) }, back with { Refunded = new Money(1, default) });
        foreach (var fault in new[] { null, s_answered, s_after }) Bad("NotSent without a fault of stage BeforeSend", RefundResult.Of(RefundOutcome.NotSent, fault));
        foreach (var fault in new[] { null, s_before, s_after }) Bad("Failed without a fault of stage Answered", RefundResult.Of(RefundOutcome.Failed, fault));
        Bad(
            "a refusal that names a refunded amount", RefundResult.Of(RefundOutcome.Failed, s_answered) with { Refunded = s_money }, RefundResult.Of(RefundOutcome.Closed) with { Refunded = s_money },
            RefundResult.Of(RefundOutcome.NotSent, s_before) with { Refunded = s_money }, RefundResult.Of(RefundOutcome.Unsupported) with { Refunded = s_money });
        Bad("a fault of no known stage or blame", RefundResult.Of(RefundOutcome.Unknown, s_after with { Stage = (FaultStage)99 }));
        Bad("an id that no channel gives", back with { ChannelRefundId = s_longId }, back with { ChannelRefundId = "\u0000" });
    }

    [Fact]
    public void A_time_that_cannot_be_is_not_known_and_takes_nothing_from_what_is_proved()
    {
        foreach (var (time, kept) in new (DateTimeOffset, DateTimeOffset?)[] { (s_earliest, s_earliest), (s_latest, s_latest), (s_earliest.AddTicks(-1), null), (s_latest.AddTicks(1), null) })
        {
            AnswerCheck.Kept(ChannelResult.Succeeded("T", s_money, time), s_now).PaidAt.Should().Be(kept);
            AnswerCheck.Kept(new QueryResult { Status = AttemptStatus.Paid, ChannelTransactionId = "T", Captured = s_money, PaidAt = time }, s_now).PaidAt.Should().Be(kept);
            AnswerCheck.Kept(RefundResult.Succeeded("R", s_money, time), s_now).RefundedAt.Should().Be(kept);
        }
    }

    [Fact]
    public void A_faults_texts_are_cut_and_never_null()
    {
        var kept = AnswerCheck.Kept(new ChannelFault(FaultStage.Answered, FaultBlame.Us, new string('c', 65), new string('m', 257), TimeSpan.FromSeconds(1)), s_now);
        kept.Should().Be(new ChannelFault(FaultStage.Answered, FaultBlame.Us, new string('c', 64), new string('m', 256), TimeSpan.FromSeconds(1)));
        AnswerCheck.Kept(new ChannelFault(FaultStage.Answered, FaultBlame.Us, new string('c', 64), new string('m', 256)), s_now).RawMessage.Should().HaveLength(256);
        AnswerCheck.Kept(new ChannelFault(FaultStage.Answered, FaultBlame.Us, null!, null!), s_now).Should().Be(new ChannelFault(FaultStage.Answered, FaultBlame.Us, "", ""));
        AnswerCheck.Kept<ChannelFault>(null, s_now).Should().BeNull("a probe that went well has none");
        new Action(() => AnswerCheck.Kept<ChannelResult>(null, s_now)).Should().Throw<BrokenContractException>().WithMessage("it answered null");
        AnswerCheck.Kept("another type", s_now).Should().Be("another type");
    }

    [Fact]
    public void Notifications_have_a_verdict_events_and_replies()
    {
        var told = new NotificationResult { Verdict = NotificationVerdict.Verified, Events = [new() { AttemptNumber = "A1" }] };
        Good(told, told with { Events = Events(1000) }, told with { Acknowledge = new(200, new string('t', 256), new string('b', 65_536)) }, told with { Refuse = new(599) });
        Bad("a verdict that does not exist", told with { Verdict = (NotificationVerdict)99 });
        Bad("no list of events", told with { Events = null! });
        Bad("no reply", told with { Acknowledge = null! }, told with { Refuse = null! });
        Bad("more than a thousand events", told with { Events = Events(1001) });
        Bad("an event without an attempt number", told with { Events = [null!] }, told with { Events = [new() { AttemptNumber = null! }] });
        foreach (var (text, reply) in new[]
        {
            ("a reply with a status that HTTP does not have", new NotificationReply(199)), ("a reply with a status that HTTP does not have", new(600)),
            ("a reply without a body, or with too long a one", new(200, null, null!)), ("a reply without a body, or with too long a one", new(200, null, new string('b', 65_537))),
            ("a reply of no content type", new(200, new string('t', 257))), ("a reply of no content type", new(200, "text\n")),
        })
            Bad(text, told with { Acknowledge = reply }, told with { Refuse = reply });

        static NotificationEvent[] Events(int count) => [.. Enumerable.Range(0, count).Select(i => new NotificationEvent { AttemptNumber = $"A{i}" })];
    }

    [Fact]
    public void An_events_nonsense_proves_nothing_and_makes_the_channel_asked()
    {
        var good = new QueryResult { Status = AttemptStatus.Paid, ChannelTransactionId = "T", Captured = s_money };
        var kept = AnswerCheck.Kept(
            new NotificationResult
            {
                Verdict = NotificationVerdict.Verified,
                Reason = new string('r', 257),
                Events =
                [
                    new() { AttemptNumber = "A1", Attempt = good, MessageId = "m1", MerchantId = "shop" },
                    new() { AttemptNumber = "A2", Attempt = good with { Captured = null } },
                    new() { AttemptNumber = "A3", RefundNumber = "R3", Refund = RefundResult.Succeeded("r", default) },
                    new() { AttemptNumber = "A4", RefundNumber = "R4", Refund = RefundResult.Succeeded("r", s_money) },
                ],
            },
            s_now);
        kept.Reason.Should().Be(new string('r', 256));
        kept.Events.Should().Equal(
            new NotificationEvent { AttemptNumber = "A1", Attempt = good, MessageId = "m1", MerchantId = "shop" },
            new NotificationEvent { AttemptNumber = "A2", Attempt = new() { Status = AttemptStatus.Paid } },
            new NotificationEvent { AttemptNumber = "A3", RefundNumber = "R3", Refund = RefundResult.Unknown("contract", "Succeeded without a refunded amount") },
            new NotificationEvent { AttemptNumber = "A4", RefundNumber = "R4", Refund = RefundResult.Succeeded("r", s_money) });
    }

    private static void Good<T>(params T[] answers)
    {
        foreach (var answer in answers) new Action(() => AnswerCheck.Kept(answer, s_now)).Should().NotThrow();
    }

    private static void Bad<T>(string how, params T[] answers)
    {
        foreach (var answer in answers) new Action(() => AnswerCheck.Kept(answer, s_now)).Should().Throw<BrokenContractException>().WithMessage(how);
    }
}
