using Router.Core.Orders;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Orders;

/// Questions are asked once, answered by kind, and what people decided last is what they decided.
public class SuspenseCasesTests
{
    private static readonly DateTimeOffset s_now = OrderSamples.Start;

    [Fact]
    public void A_question_that_is_open_is_not_asked_twice()
    {
        var order = OrderSamples.Payment(0).OpenCase("unresolved", "A1", "first", s_now);
        order.OpenCase("unresolved", "A1", "again", s_now).Should().BeSameAs(order);
        order.OpenCase("unresolved", "A2", "d", s_now).Cases.Should().HaveCount(2);
        order.OpenCase("amount-mismatch", "A1", "d", s_now).Cases.Should().HaveCount(2);
        order.ResolveCases("A1", "r", s_now).OpenCase("unresolved", "A1", "again", s_now).Cases.Should().HaveCount(2);
    }

    [Fact]
    public void An_answer_is_for_one_attempt_and_never_for_two_transactions_unless_it_names_them()
    {
        var order = OrderSamples.Payment(0).OpenCase("unresolved", "A1", "d", s_now).OpenCase("two-transactions", "A1", "d", s_now).OpenCase("unresolved", "A2", "d", s_now);
        var answered = order.ResolveCases("A1", "how", s_now.AddSeconds(1));
        answered.Cases.Select(c => c.ResolvedAt is not null).Should().Equal(true, false, false);
        (answered.Cases[0].ResolvedAt, answered.Cases[0].Resolution).Should().Be((s_now.AddSeconds(1), "how"));
        order.ResolveCases("A1", "how", s_now, "two-transactions").Cases.Select(c => c.ResolvedAt is not null).Should().Equal(false, true, false);
        order.ResolveCases("A1", "how", s_now, "amount-mismatch").Should().BeSameAs(order);
        answered.ResolveCases("A1", "another way", s_now.AddHours(1)).Should().BeSameAs(answered);
        (order.HasOpenCase, order.ResolveCases("A2", "r", s_now).ResolveCases("A1", "r", s_now).HasOpenCase).Should().Be((true, true));
        OrderSamples.Payment(0).HasOpenCase.Should().BeFalse();
    }

    [Fact]
    public void A_question_that_was_answered_is_asked_again_only_in_other_words_of_another_kind_or_about_another()
    {
        var order = OrderSamples.Payment(0).OpenCase("unresolved", "A1", "d", s_now);
        order.Ask("amount-mismatch", "A1", "d", s_now).Cases.Should().HaveCount(2, "another question in the same words, while the first is open");
        var answered = order.ResolveCases("A1", "r", s_now);
        answered.Ask("unresolved", "A1", "d", s_now).Should().BeSameAs(answered);
        answered.Ask("unresolved", "A1", "other words", s_now).Cases.Should().HaveCount(2);
        answered.Ask("amount-mismatch", "A1", "d", s_now).Cases.Should().HaveCount(2);
        answered.Ask("unresolved", "A2", "d", s_now).Cases.Should().HaveCount(2);
        answered.Ask("unresolved", "A1", "d", s_now, anew: true).Cases.Should().HaveCount(2);
    }

    [Fact]
    public void An_attempt_has_an_open_case_only_of_its_own_and_only_while_it_is_open()
    {
        var order = OrderSamples.Payment(0).OpenCase("unresolved", "A1", "d", s_now).OpenCase("unresolved", "A2", "d", s_now).ResolveCases("A2", "r", s_now);
        (order.HasOpenCaseOf("A1"), order.HasOpenCaseOf("A2"), order.HasOpenCaseOf("A3")).Should().Be((true, false, false));
    }

    [Fact]
    public void The_last_approved_decision_about_an_attempt_is_what_was_decided()
    {
        CaseProposal Approved(CaseDecision decision, int at) => new(decision, "r", "e", null, "alice", s_now, "bob", s_now.AddMinutes(at));
        var order = OrderSamples.Payment(0) with
        {
            Cases =
            [
                new("unresolved", "A1", "d", s_now, s_now, "r", [Approved(CaseDecision.NotPaid, 5)]),
                new("amount-mismatch", "A1", "d", s_now, s_now, "r", [Approved(CaseDecision.Paid, 3), new(CaseDecision.Refund, "r", "e", null, "alice", s_now)]),
                new("unresolved", "A2", "d", s_now),
            ],
        };
        (order.WasDecided("A1", CaseDecision.NotPaid), order.WasDecided("A1", CaseDecision.Paid), order.WasDecided("A1", CaseDecision.Refund)).Should().Be((true, false, false));
        order.WasDecided("A2", CaseDecision.NotPaid).Should().BeFalse();
    }
}
