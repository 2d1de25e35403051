using Router.Host.Demo.Checks;

namespace Router.Host.Tests.Demo;

public sealed class LedgerCheckTests : IDisposable
{
    private const string Capture = """{"at":"2026-03-10T02:00:05+00:00","kind":"capture","attempt":"t1","amount":1000,"currency":"CNY","txn":"SIM1","fee":6}""";
    private const string Refund = """{"at":"2026-03-10T02:01:00+00:00","kind":"refund","attempt":"t1","refund":"r1","amount":400,"currency":"CNY","txn":"SIMR1"}""";
    private static readonly KnownOrder s_paid = new("shop", "no-1", 1000, "CNY", "succeeded", "succeeded", false, ["t1", "t2"], "t1", []);
    private static readonly KnownOrder s_refunded = s_paid with { Refunds = [new("r1", "t1", 400, "succeeded")] };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-check-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_right_ledger_is_clean()
    {
        var result = Check(s_refunded, Capture, Refund);
        result.Findings.Should().BeEmpty();
        result.Captures.Should().Be(1);
        result.Refunds.Should().Be(1);
    }

    [Fact]
    public void A_second_capture_of_an_attempt_is_found() => Checks(s_paid, Capture, Capture).Should().Contain("charged-twice");

    [Fact]
    public void Captures_of_two_attempts_of_an_order_are_found() =>
        Checks(s_paid, Capture, Capture.Replace("t1", "t2", StringComparison.Ordinal)).Should().Contain("charged-twice").And.Contain("money-without-order");

    [Fact]
    public void A_second_capture_that_was_given_back_is_right()
    {
        var order = s_paid with { Refunds = [new("r2", "t2", 1000, "succeeded")] };
        var back = """{"at":"2026-03-10T02:01:00Z","kind":"refund","attempt":"t2","refund":"r2","amount":1000,"currency":"CNY"}""";
        Checks(order, Capture, Capture.Replace("t1", "t2", StringComparison.Ordinal), back).Should().BeEmpty();
    }

    [Fact]
    public void A_missing_capture_is_found() => Checks(s_paid).Should().Equal("lost");

    [Fact]
    public void A_missing_capture_is_found_even_where_only_the_merchant_was_told() =>
        Checks(s_paid with { State = "closed", Winner = null }).Should().Contain("lost");

    [Fact]
    public void A_payment_that_is_gone_is_found() => Checks(s_paid with { State = "missing", Attempts = [], Winner = null }).Should().Contain("lost");

    [Fact]
    public void A_payment_told_otherwise_is_found() => Checks(s_paid with { Told = "closed" }, Capture).Should().Equal("lost");

    [Fact]
    public void Another_amount_is_found() => Checks(s_paid with { Amount = 1001 }, Capture).Should().Equal("amount");

    [Fact]
    public void Another_currency_is_found() => Checks(s_paid with { Currency = "USD" }, Capture).Should().Equal("amount");

    [Fact]
    public void Money_of_a_closed_order_is_found()
    {
        var closed = s_paid with { State = "closed", Told = "closed", Winner = null };
        Checks(closed, Capture).Should().Equal("money-without-order");
        Checks(closed with { HasOpenCase = true }, Capture).Should().BeEmpty();
    }

    [Fact]
    public void Money_of_nobody_is_found() =>
        Checks(s_paid, Capture, Capture.Replace("t1", "t9", StringComparison.Ordinal)).Should().Equal("unknown-capture");

    [Fact]
    public void A_refund_above_its_capture_is_found() =>
        Checks(s_refunded, Capture, Refund, Refund.Replace("400", "700", StringComparison.Ordinal).Replace("r1", "r2", StringComparison.Ordinal)).Should().Contain("refund");

    [Fact]
    public void A_refund_made_twice_is_found() => Checks(s_refunded, Capture, Refund, Refund).Should().Equal("refund");

    [Fact]
    public void A_refund_that_was_never_made_is_found() => Checks(s_refunded, Capture).Should().Equal("refund");

    [Fact]
    public void A_refund_of_nobody_is_found() => Checks(s_paid, Capture, Refund).Should().Equal("refund");

    [Fact]
    public void A_torn_last_line_and_an_unknown_kind_are_passed_over()
    {
        var path = Path.Combine(_folder.FullName, "torn.jsonl");
        File.WriteAllText(path, """{"at":"2026-03-10T02:00:00Z","kind":"confetti"}""" + "\n" + Capture + "\n" + Capture[..20]);
        var result = LedgerCheck.Run([path], [s_paid]);
        result.Findings.Should().BeEmpty();
        result.Lines.Should().Be(2);
    }

    private IEnumerable<string> Checks(KnownOrder order, params string[] lines) => Check(order, lines).Findings.Select(f => f.Check);

    private LedgerResult Check(KnownOrder order, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, "shop.ledger.jsonl");
        File.WriteAllLines(path, lines);
        return LedgerCheck.Run([path, Path.Combine(_folder.FullName, "none.ledger.jsonl")], [order]);
    }
}
