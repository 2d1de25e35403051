using Router.Core.Orders;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Orders;

/// The two tables of states, written out a second time.
public class TransitionTests
{
    private static readonly Dictionary<PaymentState, PaymentState[]> s_payments = new()
    {
        [PaymentState.Created] = [PaymentState.Challenged, PaymentState.Paying, PaymentState.Failed, PaymentState.Closed],
        [PaymentState.Challenged] = [PaymentState.Paying, PaymentState.Failed, PaymentState.Closed],
        [PaymentState.Paying] = [PaymentState.InDoubt, PaymentState.Suspense, PaymentState.Succeeded, PaymentState.Failed, PaymentState.Closed],
        [PaymentState.InDoubt] = [PaymentState.Paying, PaymentState.Suspense, PaymentState.Succeeded, PaymentState.Failed, PaymentState.Closed],
        [PaymentState.Suspense] = [PaymentState.Paying, PaymentState.InDoubt, PaymentState.Succeeded, PaymentState.Failed, PaymentState.Closed],
        [PaymentState.Succeeded] = [],
        [PaymentState.Failed] = [],
        [PaymentState.Closed] = [],
    };

    [Fact]
    public void Payments_move_only_as_the_table_says_and_anything_else_throws()
    {
        foreach (var from in Enum.GetValues<PaymentState>())
            foreach (var to in Enum.GetValues<PaymentState>())
            {
                var order = OrderSamples.Payment(0) with { State = from };
                var allowed = from == to || s_payments[from].Contains(to);
                OrderTransitions.Allows(from, to).Should().Be(allowed, $"{from} → {to}");
                var move = () => order.To(to);
                if (allowed) move().State.Should().Be(to);
                else move.Should().Throw<InvalidOperationException>().WithMessage("* may not go from *");
            }
    }

    [Fact]
    public void Refunds_move_on_and_their_final_states_never_change()
    {
        foreach (var from in Enum.GetValues<RefundState>())
            foreach (var to in Enum.GetValues<RefundState>())
            {
                var final = from is RefundState.Succeeded or RefundState.Failed or RefundState.Closed;
                var allowed = from == to || (!final && to != RefundState.Created);
                var move = () => (OrderSamples.Refund(1, "p") with { State = from }).To(to);
                if (allowed) move().State.Should().Be(to);
                else move.Should().Throw<InvalidOperationException>($"{from} → {to}").WithMessage("* may not go from *");
            }
    }
}
