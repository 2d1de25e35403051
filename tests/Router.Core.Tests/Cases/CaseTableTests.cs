using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Cases;
using Router.Core.Orders;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Cases;

/// What two people may decide about each case, what stands in their way, and what their decision does.
public class CaseTableTests
{
    private static readonly DateTimeOffset s_now = OrderSamples.Start.AddMinutes(1);
    private static readonly Money s_amount = new(1000, Currency.CNY);

    [Theory]
    [InlineData("unresolved", AttemptState.Unknown, false, "Paid, NotPaid")]
    [InlineData("amount-mismatch", AttemptState.Pending, false, "Paid, NotPaid")]
    [InlineData("amount-mismatch", AttemptState.Captured, false, "Paid, Refund")]
    [InlineData("unresolved", AttemptState.Captured, false, "Refund")]
    [InlineData("amount-mismatch", AttemptState.Captured, true, "SettledOutside")]
    [InlineData("orphan-not-confirmed", AttemptState.Captured, true, "Paid, NotPaid, SettledOutside")]
    [InlineData("two-transactions", AttemptState.Captured, false, "SettledOutside")]
    [InlineData("reversed-beside-refunds", AttemptState.Captured, false, "SettledOutside")]
    [InlineData("refund-contradiction", AttemptState.Captured, false, "SettledOutside")]
    [InlineData("decision-contradicted", AttemptState.Captured, false, "SettledOutside")]
    [InlineData("decision-contradicted", AttemptState.Captured, true, "")]
    [InlineData("a kind of later days", AttemptState.Captured, false, "")]
    public void Each_kind_takes_its_decisions(string kind, AttemptState state, bool orphan, string decisions) =>
        Decisions(Order(Attempt(state) with { IsOrphan = orphan }), kind).Should().Be(decisions);

    [Fact]
    public void A_capture_that_won_is_only_settled_outside() =>
        Decisions(Order(Attempt(AttemptState.Captured)) with { WinningAttempt = "A1" }, "amount-mismatch").Should().Be("SettledOutside");

    [Fact]
    public void An_attempt_that_is_not_the_orders_takes_no_decision() =>
        CaseTable.Decisions(Order(Attempt(AttemptState.Unknown)), new SuspenseCase("unresolved", "A9", "d", s_now), null).Should().BeEmpty();

    [Fact]
    public void A_refund_is_decided_while_it_is_open_and_never_as_not_made_where_another_amount_went_back()
    {
        var order = Order(Attempt(AttemptState.Captured));
        foreach (var kind in new[] { "refund-unresolved", "orphan-not-refunded" })
        {
            Decisions(order, kind, Refund(RefundState.Suspense)).Should().Be("Refunded, NotRefunded");
            Decisions(order, kind, Refund(RefundState.Suspense) with { ReasonCode = "amount-mismatch" }).Should().Be("Refunded, SettledOutside");
            Decisions(order, kind, Refund(RefundState.InDoubt) with { ReasonCode = "amount-mismatch" }).Should().Be("Refunded, NotRefunded");
            Decisions(order, kind, Refund(RefundState.Failed)).Should().Be("SettledOutside");
            Decisions(order, kind).Should().Be("SettledOutside");
        }
    }

    [Fact]
    public void What_the_engine_gives_back_itself_is_nobodys_to_decide_until_that_fails()
    {
        var order = Order(Attempt(AttemptState.Captured) with { IsOrphan = true });
        Decisions(order, "decision-contradicted", Refund(RefundState.Processing)).Should().BeEmpty();
        Decisions(order, "decision-contradicted", Refund(RefundState.Failed)).Should().Be("SettledOutside");
        Decisions(Order(Attempt(AttemptState.Captured) with { IsOrphan = true, OrphanSettled = true }), "decision-contradicted").Should().Be("SettledOutside");
        Obstacle(order, "decision-contradicted", CaseDecision.SettledOutside).Should().Contain("giving the money back");
    }

    [Fact]
    public void Nothing_is_decided_while_the_engine_is_at_work()
    {
        var order = Order(Attempt(AttemptState.Unknown));
        Obstacle(order, "unresolved", CaseDecision.NotPaid).Should().BeNull();
        Obstacle(order with { Lease = new("n", 1, Later.AddTicks(1)) }, "unresolved", CaseDecision.NotPaid).Should().Contain("at work");
        Obstacle(order with { Lease = new("n", 1, Later) }, "unresolved", CaseDecision.NotPaid).Should().BeNull();
        Obstacle(Order(Attempt(AttemptState.Sending)), "unresolved", CaseDecision.NotPaid).Should().Contain("under way");
        Obstacle(order, "refund-unresolved", CaseDecision.Refunded, refund: Refund(RefundState.Suspense) with { IsSending = true }).Should().Contain("at work");
        Obstacle(order, "refund-unresolved", CaseDecision.Refunded, refund: Refund(RefundState.Suspense)).Should().BeNull();
        Obstacle(order, "refund-unresolved", CaseDecision.NotRefunded, refund: Refund(RefundState.Suspense) with { ReasonCode = "amount-mismatch" }).Should().Contain("Refunded, SettledOutside");
    }

    [Fact]
    public void What_is_answered_or_does_not_fit_is_refused()
    {
        var order = Order(Attempt(AttemptState.Unknown));
        Obstacle(order, "unresolved", CaseDecision.Refund).Should().Contain("unresolved").And.Contain("Paid, NotPaid");
        var answered = new SuspenseCase("unresolved", "A1", "d", s_now, s_now, "by a query");
        CaseTable.Obstacle(order, answered, null, Proposal(CaseDecision.NotPaid), Catalog, Later).Should().Contain("by a query");
    }

    [Fact]
    public void Not_paid_can_be_said_when_nothing_can_be_paid_any_more_and_not_a_tick_before()
    {
        var attempt = Attempt(AttemptState.Unknown) with { Action = null, PayableUntil = s_now };
        var until = s_now.AddSeconds(120);
        CaseTable.PayableTo(attempt, Catalog).Should().Be(until);
        Obstacle(Order(attempt), "unresolved", CaseDecision.NotPaid, now: until).Should().BeNull();
        Obstacle(Order(attempt), "unresolved", CaseDecision.NotPaid, now: until.AddTicks(-1)).Should().Contain("can still be paid until");
        Obstacle(Order(attempt), "unresolved", CaseDecision.Paid, "tx", now: until.AddTicks(-1)).Should().BeNull();
        CaseTable.PayableTo(attempt with { Deadline = s_now.AddSeconds(10) }, Catalog).Should().Be(s_now.AddSeconds(10 + 30 + 120), "its call may have arrived late");
        CaseTable.PayableTo(attempt, new Catalog([], [], "c")).Should().Be(s_now);
    }

    [Fact]
    public void Paid_names_a_transaction_and_no_other_than_the_channels()
    {
        var order = Order(Attempt(AttemptState.Unknown));
        Obstacle(order, "unresolved", CaseDecision.Paid).Should().Contain("not known");
        Obstacle(order, "unresolved", CaseDecision.Paid, "tx").Should().BeNull();
        var known = Order(Attempt(AttemptState.Unknown) with { ChannelTransactionId = "tx" });
        Obstacle(known, "unresolved", CaseDecision.Paid).Should().BeNull();
        Obstacle(known, "unresolved", CaseDecision.Paid, "tx").Should().BeNull();
        Obstacle(known, "unresolved", CaseDecision.Paid, "other").Should().Contain("another payment");
    }

    [Fact]
    public void Not_paid_is_refused_where_a_close_was_answered_already_paid()
    {
        var told = Order(Attempt(AttemptState.Pending) with { ToldPaid = true });
        Obstacle(told, "unresolved", CaseDecision.NotPaid).Should().Contain("already paid");
        Obstacle(told, "unresolved", CaseDecision.Paid, "tx").Should().BeNull();
        Obstacle(Order(Attempt(AttemptState.Pending)), "unresolved", CaseDecision.NotPaid).Should().NotContain("already paid");
    }

    [Theory]
    [InlineData("tx9", null, "tx9")]
    [InlineData(null, "tx0", "tx0")]
    public void Paid_keeps_the_transaction_that_is_known_or_named(string? named, string? known, string kept)
    {
        var order = Order(Attempt(AttemptState.Unknown) with { ChannelTransactionId = known }).OpenCase("unresolved", "A1", "d", s_now) with { State = PaymentState.Suspense };
        order = order with { Cases = [order.Cases[0] with { Proposals = [Proposal(CaseDecision.Paid)] }] };
        CaseTable.Decided(order, 1, Proposal(CaseDecision.Paid) with { TransactionId = named }, s_now).Attempts[0].ChannelTransactionId.Should().Be(kept);
    }

    [Fact]
    public void An_orphan_that_people_say_was_paid_goes_back_in_what_was_taken()
    {
        var orphan = Attempt(AttemptState.Captured) with { IsOrphan = true, Captured = new Money(900, Currency.CNY), ChannelTransactionId = "tx" };
        var order = Order(orphan).OpenCase("orphan-not-confirmed", "A1", "d", s_now) with { State = PaymentState.Closed };
        order = order with { Cases = [order.Cases[0] with { Proposals = [Proposal(CaseDecision.Paid)] }] };
        var after = CaseTable.Decided(order, 1, Proposal(CaseDecision.Paid), s_now).Attempts[0];
        (after.Captured, after.OrphanConfirmed).Should().Be((new Money(900, Currency.CNY), true));
    }

    [Fact]
    public void A_standing_changes_with_everything_that_matters()
    {
        var order = Order(Attempt(AttemptState.Captured));
        var question = new SuspenseCase("amount-mismatch", "A1", "d", s_now);
        string Of(PaymentOrder one, RefundOrder? refund = null) => CaseTable.Standing(one, question, refund);
        string[] standings =
        [
            Of(order),
            Of(Order(Attempt(AttemptState.Unknown))),
            Of(Order(Attempt(AttemptState.Captured) with { Captured = new Money(999, Currency.CNY) })),
            Of(Order(Attempt(AttemptState.Captured) with { ChannelTransactionId = "tx" })),
            Of(Order(Attempt(AttemptState.Captured) with { IsOrphan = true })),
            Of(order, Refund(RefundState.Failed)),
            Of(order, Refund(RefundState.Suspense)),
            Of(order, Refund(RefundState.Suspense) with { ReasonCode = "amount-mismatch", ReasonText = "999" }),
            Of(order, Refund(RefundState.Suspense) with { ReasonCode = "amount-mismatch", ReasonText = "998" }),
            Of(order.OpenCase("two-transactions", "A1", "d", s_now)),
            Of(order.OpenCase("two-transactions", "A1", "d", s_now).OpenCase("unresolved", "A1", "d", s_now)),
        ];
        standings.Should().OnlyHaveUniqueItems();
        Of(order.OpenCase("unresolved", "A0", "d", s_now)).Should().Be(Of(order), "that is about another attempt");
        Of(order with { Cases = [new("unresolved", "A1", "d", s_now, s_now)] }).Should().Be(Of(order), "that is answered");
    }

    [Fact]
    public void A_decision_frees_the_order_of_a_holder_that_has_gone_and_fences_him_off()
    {
        var order = Order(Attempt(AttemptState.Unknown)).OpenCase("unresolved", "A1", "d", s_now) with { State = PaymentState.Suspense, Lease = new("gone", 4, s_now), Fence = 4 };
        order = order with { Cases = [order.Cases[0] with { Proposals = [Proposal(CaseDecision.Paid), Proposal(CaseDecision.NotPaid)] }] };
        var approved = Proposal(CaseDecision.NotPaid) with { ApprovedBy = "bob", ApprovedAt = Later };
        var after = CaseTable.Decided(order, 1, approved, Later);
        (after.Lease, after.Fence, after.State, after.ReasonCode).Should().Be((null, 5, PaymentState.Closed, "decided"));
        after.Cases[0].Proposals.Should().Equal(Proposal(CaseDecision.Paid), approved);
        (after.Cases[0].ResolvedAt, after.Cases[0].Resolution).Should().Be((Later, "NotPaid, proposed by alice, approved by bob"));
        CaseTable.Decided(order with { Lease = null }, 1, approved, Later).Fence.Should().Be(4);
    }

    [Fact]
    public void A_final_refund_that_was_stored_as_sending_stands_in_nobodys_way()
    {
        var order = Order(Attempt(AttemptState.Captured));
        string? Says(RefundState state) => Obstacle(order, "refund-contradiction", CaseDecision.SettledOutside, refund: Refund(state) with { IsSending = true });
        foreach (var state in new[] { RefundState.Succeeded, RefundState.Failed, RefundState.Closed }) Says(state).Should().BeNull();
        Says(RefundState.Processing).Should().Contain("at work");
    }

    [Fact]
    public void Settling_outside_ends_a_refund_of_another_amount_by_its_own_case_alone()
    {
        bool Ends(string kind, string? reason, CaseDecision decision = CaseDecision.SettledOutside) =>
            CaseTable.EndsRefund(new SuspenseCase(kind, "A1", "d", s_now), Refund(RefundState.Suspense) with { ReasonCode = reason }, decision);
        foreach (var kind in new[] { "refund-unresolved", "orphan-not-refunded", SuspenseCases.AccountRemoved }) Ends(kind, "amount-mismatch").Should().BeTrue();
        Ends("two-transactions", "amount-mismatch").Should().BeFalse();
        Ends("refund-unresolved", "unresolved").Should().BeFalse();
        Ends("refund-unresolved", null, CaseDecision.Refunded).Should().BeTrue();
        Ends("refund-unresolved", null, CaseDecision.NotRefunded).Should().BeTrue();
    }

    private static DateTimeOffset Later => s_now.AddDays(1);

    private static Catalog Catalog => new([Fixture.Account("a")], [Fixture.Channel("sim", Fixture.Method() with { InFlightGrace = TimeSpan.FromSeconds(30), NotFoundGrace = TimeSpan.FromMinutes(2) })], "c");

    private static Attempt Attempt(AttemptState state) => OrderSamples.Attempt("A1", "a", state) with
    {
        ChannelId = "sim",
        Method = "sim.qr",
        Captured = state == AttemptState.Captured ? s_amount : null,
    };

    private static PaymentOrder Order(Attempt attempt) => OrderSamples.Payment(0) with { State = PaymentState.Paying, Attempts = [attempt] };

    private static RefundOrder Refund(RefundState state) => OrderSamples.Refund(1, "pay") with { State = state };

    private static CaseProposal Proposal(CaseDecision decision, string? transaction = null) => new(decision, "r", "e", transaction, "alice", s_now);

    private static string Decisions(PaymentOrder order, string kind, RefundOrder? refund = null) =>
        string.Join(", ", CaseTable.Decisions(order, new SuspenseCase(kind, "A1", "d", s_now), refund));

    private static string? Obstacle(PaymentOrder order, string kind, CaseDecision decision, string? transaction = null, RefundOrder? refund = null, DateTimeOffset? now = null) =>
        CaseTable.Obstacle(order, new SuspenseCase(kind, "A1", "d", s_now), refund, Proposal(decision, transaction), Catalog, now ?? Later);
}
