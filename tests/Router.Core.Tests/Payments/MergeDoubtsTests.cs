using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.TestKit.Stores;
using static Router.Core.Tests.Payments.MergeCellsTests;

namespace Router.Core.Tests.Payments;

/// What is told of an attempt that is captured or reversed already: when it is nothing new, when it is asked about, when it is a case.
public class MergeDoubtsTests
{
    private static readonly DateTimeOffset s_now = OrderSamples.Start.AddMinutes(1);
    private static readonly Money s_other = new(900, Currency.CNY);

    [Fact]
    public void The_same_amount_told_again_is_nothing_new()
    {
        var paid = Won();
        foreach (var source in new[] { EvidenceSource.Notification, EvidenceSource.PayAnswer, EvidenceSource.Query })
            MergeTable.Apply(paid, Evidence(EvidenceKind.Captured, source)).Should().BeSameAs(paid);
    }

    [Fact]
    public void What_people_decided_was_paid_is_contradicted_by_another_amount_of_a_query_alone()
    {
        var paid = Decided(Won());
        Kinds(paid, EvidenceSource.Query, null).Should().BeEmpty();
        Kinds(paid, EvidenceSource.Query, s_other).Should().Equal("decision-contradicted");
        Kinds(Won(), EvidenceSource.Query, s_other).Should().Equal("amount-mismatch");
        MergeTable.Apply(paid, Captured(EvidenceSource.Query, s_other)).Cases[^1].Detail.Should().Contain("9.00");
    }

    [Theory]
    [InlineData(EvidenceSource.PayAnswer, true)]
    [InlineData(EvidenceSource.Query, false)]
    public void A_wrong_amount_is_asked_about_unless_a_query_told_it(EvidenceSource source, bool asks)
    {
        var after = MergeTable.Apply(Order(AttemptState.Sending), Captured(source, s_other));
        after.Attempts[0].NextQueryAt.Should().Be(asks ? s_now : null);
        after.Cases.Should().ContainSingle().Which.Detail.Should().Contain("9.00");
    }

    [Fact]
    public void An_orphan_told_in_another_amount_is_confirmed_anew_before_it_goes_back()
    {
        var order = Orphan(a => a with { OrphanConfirmed = true, QueryCount = 3 });
        var after = MergeTable.Apply(order, Captured(EvidenceSource.Notification, s_other));
        (after.Attempts[0].OrphanConfirmed, after.Attempts[0].NextQueryAt, after.Attempts[0].QueryCount, after.HasOpenCase).Should().Be((false, s_now, 0, false));
    }

    [Theory]
    [InlineData("ref", false)]
    [InlineData(null, true)]
    public void An_orphan_that_is_going_or_gone_back_keeps_its_amount_and_another_is_a_case(string? refund, bool settled)
    {
        var order = Orphan(a => a with { OrphanRefundId = refund, OrphanSettled = settled });
        var after = MergeTable.Apply(order, Captured(EvidenceSource.Query, s_other));
        (after.Attempts[0].Captured, after.Cases.Single().Kind).Should().Be((new Money(1000, Currency.CNY), "amount-mismatch"));
        MergeTable.Apply(Orphan(a => a), Captured(EvidenceSource.Query, s_other)).Attempts[0].Captured.Should().Be(s_other, "nobody has begun to give it back");
    }

    [Theory]
    [InlineData(EvidenceSource.Query, 2, true)]
    [InlineData(EvidenceSource.Query, 1, false)]
    [InlineData(EvidenceSource.Notification, 2, false)]
    public void A_payment_that_went_back_stands_after_all_only_when_queries_keep_saying_so(EvidenceSource source, int queries, bool isCase)
    {
        var reversed = Order(AttemptState.Reversed);
        reversed = reversed with { State = PaymentState.Closed, Attempts = [reversed.Attempts[0] with { NextQueryAt = s_now, QueryCount = queries }] };
        var kinds = MergeTable.Apply(reversed, Captured(source, new Money(1000, Currency.CNY))).Cases.Select(c => c.Kind);
        kinds.Should().Equal(isCase ? [SuspenseCases.ReverseContradicted] : []);
    }

    [Theory]
    [InlineData(EvidenceSource.Query, true, true, true)]
    [InlineData(EvidenceSource.Query, false, true, false)]
    [InlineData(EvidenceSource.Query, true, false, false)]
    [InlineData(EvidenceSource.Notification, true, true, false)]
    public void A_reversed_payment_that_people_called_paid_is_contradicted_by_a_query_with_another_amount(EvidenceSource source, bool differs, bool decided, bool asks)
    {
        var reversed = Order(AttemptState.Reversed) with { State = PaymentState.Closed };
        var told = Captured(source, differs ? s_other : new Money(1000, Currency.CNY));
        MergeTable.Apply(decided ? Decided(reversed) : reversed, told).Cases.Any(c => c.Kind == "decision-contradicted").Should().Be(asks);
    }

    [Fact]
    public void Already_paid_stays_told_whatever_a_later_close_answers()
    {
        var order = Order(AttemptState.Pending);
        order = order with { Attempts = [order.Attempts[0] with { ToldPaid = true }] };
        MergeTable.Apply(order, Evidence(EvidenceKind.NotClosed, EvidenceSource.CloseAnswer)).Attempts[0].ToldPaid.Should().BeTrue();
        MergeTable.Apply(Order(AttemptState.Pending), Evidence(EvidenceKind.NotClosed, EvidenceSource.CloseAnswer)).Attempts[0].ToldPaid.Should().BeFalse();
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(60, true)]
    public void Payable_until_before_it_was_asked_for_is_no_word(int seconds, bool counts)
    {
        var order = Order(AttemptState.Sending);
        var until = order.Attempts[0].RequestTime.AddSeconds(seconds);
        order = order with { Attempts = [order.Attempts[0] with { PayableUntil = null }] };
        MergeTable.Apply(order, Evidence(EvidenceKind.Pending, EvidenceSource.PayAnswer) with { PayableUntil = until }).Attempts[0].PayableUntil.Should().Be(counts ? until : null);
    }

    [Theory]
    [InlineData(EvidenceKind.Captured)]
    [InlineData(EvidenceKind.Reversed)]
    [InlineData(EvidenceKind.Closed)]
    public void Who_answered_a_case_is_kept_with_it(EvidenceKind kind)
    {
        var order = Order(AttemptState.Unknown).OpenCase("unresolved", "A1", "d", s_now) with { State = PaymentState.Suspense };
        MergeTable.Apply(order, Evidence(kind, EvidenceSource.Bill) with { Resolution = "on the bill" }).Cases[0].Resolution.Should().Be("on the bill");
        MergeTable.Apply(order, Evidence(kind, EvidenceSource.Query)).Cases[0].Resolution.Should().NotBeNullOrWhiteSpace();
    }

    private static IEnumerable<string> Kinds(PaymentOrder order, EvidenceSource source, Money? amount) =>
        MergeTable.Apply(order, Captured(source, amount ?? new Money(1000, Currency.CNY))).Cases.Where(c => c.ResolvedAt is null).Select(c => c.Kind);

    private static Evidence Captured(EvidenceSource source, Money amount) => Evidence(EvidenceKind.Captured, source) with { Amount = amount };

    private static PaymentOrder Won() => Order(AttemptState.Captured) with { State = PaymentState.Succeeded, WinningAttempt = "A1" };

    private static PaymentOrder Orphan(Func<Attempt, Attempt> change)
    {
        var order = Order(AttemptState.Captured);
        return order with { State = PaymentState.Closed, Attempts = [change(order.Attempts[0] with { IsOrphan = true })] };
    }

    private static PaymentOrder Decided(PaymentOrder order) => order with
    {
        Cases = [new("unresolved", "A1", "d", s_now, s_now, "r", [new(CaseDecision.Paid, "r", "e", null, "alice", s_now, "bob", s_now)])],
    };
}
