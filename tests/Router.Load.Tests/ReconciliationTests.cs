using Router.Host.Demo.Checks;
using Router.Load.Checks;
using Router.Load.Records;

namespace Router.Load.Tests;

/// <summary>A comparison that cannot fail proves nothing: every kind of wrong book is found.</summary>
public sealed class ReconciliationTests : IDisposable
{
    private const string Capture = """{"at":"2026-03-10T08:00:00Z","kind":"capture","attempt":"t1","amount":1000,"currency":"CNY","txn":"x1"}""";
    private const string Refund = """{"at":"2026-03-10T08:00:01Z","kind":"refund","attempt":"t1","refund":"f1","amount":300,"currency":"CNY","txn":"x2"}""";
    private static readonly KnownRefund s_given = new("f1", "t1", 300, "succeeded");
    private static readonly StoredOrder s_paid = new(
        "pay_1", "shop", "o-1", 1000, "CNY", "succeeded", ["t1"], "t1", new Dictionary<string, KnownRefund> { ["ref_1"] = s_given }, HasOpenCase: false);

    private readonly string _ledger = Path.GetTempFileName();
    private readonly History _history = new();
    private readonly AskedPayment _asked = new("shop", "o-1", "key-1", 1000);
    private readonly AskedRefund _refund = new("pay_1", "r-1", "key-r", 300) { RefundId = "ref_1", State = "succeeded" };

    public ReconciliationTests()
    {
        _history.Payments.Enqueue(_asked);
        _history.Acknowledge(_asked, "pay_1", "succeeded");
        _history.Refunds.Enqueue(_refund);
        _history.Tell("pay_1", "succeeded");
        _history.Tell("ref_1", "succeeded");
    }

    public void Dispose() => File.Delete(_ledger);

    [Fact]
    public void Right_books_agree()
    {
        var balance = Compare([s_paid], Capture, Refund);
        balance.Differences.Should().BeEmpty();
        (balance.Asked, balance.Stored, balance.Captures, balance.Succeeded).Should().Be((1, 1, 1, 1));
        (balance.CapturedMinor, balance.RefundedMinor).Should().Be((1000, 300));
    }

    [Fact]
    public void An_acknowledged_payment_that_is_gone_is_found() => Kinds([], Capture, Refund).Should().Contain("lost");

    [Fact]
    public void A_payment_that_was_acknowledged_as_paid_and_is_closed_is_found() =>
        Kinds([s_paid with { State = "closed", Winner = null }], Capture, Refund).Should().Contain("lost").And.Contain("money-without-order");

    [Fact]
    public void A_success_without_a_capture_is_found() => Kinds([s_paid]).Should().Contain("lost");

    [Fact]
    public void A_second_capture_under_one_number_is_found()
    {
        _history.Payments.Enqueue(new("shop", "o-1", "key-2", 1000));
        var second = s_paid with { PaymentId = "pay_2", Attempts = ["t2"], Winner = "t2", Refunds = new Dictionary<string, KnownRefund>() };
        Kinds([s_paid, second], Capture, Refund, Capture.Replace("t1", "t2", StringComparison.Ordinal)).Should().Contain("charged-twice");
    }

    [Fact]
    public void A_capture_of_another_amount_is_found() =>
        Kinds([s_paid], Capture.Replace("1000", "1001", StringComparison.Ordinal), Refund).Should().Contain("amount");

    [Fact]
    public void A_payment_over_another_amount_than_asked_is_found() => Kinds([s_paid with { Amount = 999 }], Capture, Refund).Should().Contain("amount");

    [Fact]
    public void A_payment_that_did_not_end_is_found() => Kinds([s_paid with { State = "indoubt", Winner = null }], Capture, Refund).Should().Contain("open");

    [Fact]
    public void A_refund_that_did_not_end_is_counted()
    {
        _refund.State = "processing";
        var balance = Compare([s_paid with { Refunds = new Dictionary<string, KnownRefund> { ["ref_1"] = s_given with { State = "indoubt" } } }], Capture, Refund);
        balance.RefundsUnderWay.Should().Be(1);
        balance.Differences.Should().BeEmpty();
    }

    [Fact]
    public void A_refund_that_failed_though_the_money_went_back_is_found()
    {
        _refund.State = "processing";
        Kinds([s_paid with { Refunds = new Dictionary<string, KnownRefund> { ["ref_1"] = s_given with { State = "failed" } } }], Capture, Refund).Should().Contain("refund");
    }

    [Fact]
    public void An_acknowledged_refund_that_is_gone_is_found() =>
        Kinds([s_paid with { Refunds = new Dictionary<string, KnownRefund>() }], Capture).Should().Contain("lost");

    [Fact]
    public void More_given_back_than_taken_is_found() =>
        Kinds([s_paid], Capture, Refund, Refund.Replace("300", "800", StringComparison.Ordinal).Replace("f1", "f2", StringComparison.Ordinal)).Should().Contain("refund");

    [Fact]
    public void A_refund_made_twice_is_found() => Kinds([s_paid], Capture, Refund, Refund).Should().Contain("refund");

    [Fact]
    public void A_payment_that_nobody_asked_for_is_found()
    {
        _asked.Refuse("280001");
        Kinds([s_paid, s_paid with { PaymentId = "pay_9", State = "closed", Winner = null, Attempts = [] }], Capture, Refund).Should().Contain("unasked");
    }

    [Fact]
    public void A_merchant_who_was_told_nothing_or_something_else_is_found()
    {
        _history.Tell("pay_1", "closed");
        _history.Tell("ref_1", "failed");
        Compare([s_paid], Capture, Refund).Differences.Where(difference => difference.Check == "told").Should().HaveCount(2);
    }

    [Fact]
    public void One_key_with_two_payments_and_a_final_state_that_changed_are_found()
    {
        _history.Acknowledge(_asked, "pay_2", "paying");
        _history.Acknowledge(_asked, "pay_1", "failed");
        Compare([s_paid], Capture, Refund).Differences.Where(difference => difference.Check == "contradiction").Should().HaveCount(2);
    }

    private IEnumerable<string> Kinds(IReadOnlyList<StoredOrder> orders, params string[] lines) => Compare(orders, lines).Differences.Select(d => d.Check);

    private Balance Compare(IReadOnlyList<StoredOrder> orders, params string[] lines)
    {
        File.WriteAllText(_ledger, string.Concat(lines.Select(line => line + "\n")));
        return Reconciliation.Run(_history, orders, [_ledger], messages: true);
    }
}
