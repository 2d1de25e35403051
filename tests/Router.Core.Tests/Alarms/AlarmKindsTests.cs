using Router.Core.Alarms;

namespace Router.Core.Tests.Alarms;

/// The whole table of alarms: runbooks and pagers are written against these names and codes.
public class AlarmKindsTests
{
    [Fact]
    public void The_table_is_stable() => AlarmKinds.All.Select(k => $"{k.Code} {k.Name} {k.Severity}{(k.EndsByItself ? "" : " until acknowledged")}: {k.Meaning}").Should().Equal(
        "RTR5001 breaker-open Warning: An account, or one bank within it, gets no payments but probes.",
        "RTR5002 all-down Critical: No account serves a method: its payments are refused.",
        "RTR5003 misconfigured Critical: A channel refuses our own signature, permission or certificate.",
        "RTR5004 resting-long Warning: A channel keeps asking to be left alone.",
        "RTR5005 action-share-low Warning until acknowledged: Far fewer issued actions end paid than usual.",
        "RTR5006 demoted Warning: An account has lost nearly all of its traffic, because it fails more often than the others.",
        "RTR5007 credential-expiring Warning: A certificate or key of an account ends within thirty days.",
        "RTR5008 credential-last-days Critical: A certificate or key of an account ends within a week, or has ended.",
        "RTR5010 orphan-capture Critical: A capture became known that its order cannot use.",
        "RTR5011 case-open Critical: The engine cannot decide alone what became of money.",
        "RTR5012 case-old Critical: A case has been open for more than three days.",
        "RTR5013 two-transactions Critical: A channel names two transactions under one number.",
        "RTR5014 amount-mismatch Critical: A channel took another amount than was sent.",
        "RTR5015 message-dead Warning until acknowledged: A message to a merchant was given up.",
        "RTR5016 unknown-notification Warning until acknowledged: A channel reports a payment or refund that the store does not have.",
        "RTR5017 transaction-taken Critical: A channel names a transaction that has paid another payment.",
        "RTR5018 refund-waiting Warning: A channel has not made a refund for more than a day, and says that it will.",
        "RTR5020 store-unavailable Critical: The order store cannot be written: no payment is taken.",
        "RTR5021 plugin-faulted Critical: An enabled plugin does not run, or gets no new payments for its mistakes.",
        "RTR5022 unload-overdue Warning: A replaced plugin version does not go.",
        "RTR5023 reload-refused Warning: A changed file was not taken; what was loaded last stays in force.",
        "RTR5024 one-cent-on Warning: Every payment is sent as one minor unit.");

    [Fact]
    public void A_kind_is_found_by_its_name_alone()
    {
        foreach (var kind in AlarmKinds.All) AlarmKinds.Find(kind.Name).Should().BeSameAs(kind);
        AlarmKinds.Find("RTR5001").Should().BeNull();
        AlarmKinds.Find("").Should().BeNull();
    }

    [Theory]
    [InlineData("two-transactions", "two-transactions")]
    [InlineData("amount-mismatch", "amount-mismatch")]
    [InlineData("transaction-taken", "transaction-taken")]
    [InlineData("unresolved", "case-open")]
    [InlineData("refund-contradiction", "case-open")]
    public void Cases_share_a_kind_but_for_those_with_their_own(string caseKind, string alarm) => AlarmKinds.OfCase(caseKind).Name.Should().Be(alarm);
}
