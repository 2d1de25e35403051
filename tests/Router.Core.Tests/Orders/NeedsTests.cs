using Router.Core.Orders;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Orders;

/// Which attempts open money still hangs on where their order is final.
public class NeedsTests
{
    [Fact]
    public void An_open_case_holds_its_attempt_and_one_about_a_refund_the_captured_attempt()
    {
        Needs("A1").Should().Be((true, false));
        Needs("A2").Should().Be((false, true));
        Needs("R00000001").Should().Be((false, true), "refunds are made at the account that captured");
        Needs("A1", resolved: true).Should().Be((false, false));
        Needs("R00000001", resolved: true).Should().Be((false, false));
    }

    private static (bool Declined, bool Captured) Needs(string number, bool resolved = false)
    {
        var declined = OrderSamples.Attempt("A1", state: AttemptState.Declined);
        var captured = OrderSamples.Attempt("A2", "acct-b", AttemptState.Captured);
        captured = captured with { Captured = captured.SentAmount };
        var order = OrderSamples.Payment(1) with
        {
            State = PaymentState.Succeeded,
            WinningAttempt = "A2",
            Attempts = [declined, captured],
            Cases = [new("refund-contradiction", number, "d", OrderSamples.Start, resolved ? OrderSamples.Start : null)],
        };
        return (declined.Needs(order), captured.Needs(order));
    }
}
