using System.Text;
using Router.Abstractions;
using Router.Channel.Stripe.Notifications;
using Router.Channel.Stripe.Tests.Bench;

namespace Router.Channel.Stripe.Tests.Notifications;

public class NotificationTests
{
    [Theory]
    [InlineData("payment_intent.succeeded", "succeeded", AttemptStatus.Paid, false)]
    [InlineData("payment_intent.payment_failed", "requires_payment_method", AttemptStatus.Pending, true)]
    [InlineData("payment_intent.canceled", "canceled", AttemptStatus.Closed, false)]
    [InlineData("payment_intent.processing", "processing", AttemptStatus.Pending, false)]
    [InlineData("payment_intent.requires_action", "requires_action", AttemptStatus.Pending, false)]
    [InlineData("payment_intent.amount_capturable_updated", "requires_capture", AttemptStatus.Pending, false)]
    [InlineData("payment_intent.succeeded", "a_new_status", AttemptStatus.Unknown, false)]
    public async Task An_event_says_what_its_intent_was(string type, string status, AttemptStatus expected, bool mustClose)
    {
        var desk = new Desk();
        var intent = Desk.Intent(status, lastError: mustClose ? """{ "type": "card_error", "code": "card_declined" }""" : null);

        var result = await ParseAsync(desk, Event(type, intent));

        result.Verdict.Should().Be(NotificationVerdict.Verified);
        var told = result.Events.Single();
        (told.AttemptNumber, told.Attempt!.Status, told.Attempt.MustClose, told.MessageId).Should().Be(("ATTEMPT1", expected, mustClose, "evt_1"));
        result.Acknowledge.StatusCode.Should().Be(200);
        if (expected == AttemptStatus.Paid) told.Attempt.PaidAt.Should().Be(Desk.Now);
    }

    [Theory]
    [InlineData("refund.created", "pending", RefundOutcome.Processing)]
    [InlineData("refund.updated", "succeeded", RefundOutcome.Succeeded)]
    [InlineData("refund.failed", "failed", RefundOutcome.Failed)]
    [InlineData("charge.refund.updated", "canceled", RefundOutcome.Closed)]
    public async Task An_event_says_what_its_refund_was(string type, string status, RefundOutcome expected)
    {
        var told = (await ParseAsync(new Desk(), Event(type, Desk.RefundOf(status)))).Events.Single();

        (told.AttemptNumber, told.RefundNumber, told.Refund!.Outcome, told.Attempt).Should().Be(("ATTEMPT1", "REFUND1", expected, null));
    }

    [Theory]
    [InlineData("customer.created", """{ "object": "customer", "id": "cus_1" }""")]
    [InlineData("charge.refunded", """{ "object": "charge", "id": "ch_1", "amount_refunded": 1000, "metadata": { "attempt": "ATTEMPT1" } }""")]
    [InlineData("payment_intent.succeeded", """{ "object": "payment_intent", "id": "pi_1", "livemode": false, "status": "succeeded", "metadata": {} }""")]
    [InlineData("refund.updated", """{ "object": "refund", "id": "re_1", "status": "succeeded", "metadata": {} }""")]
    public async Task An_event_that_is_none_of_ours_is_acknowledged_and_changes_nothing(string type, string subject)
    {
        var result = await ParseAsync(new Desk(), Event(type, subject));

        (result.Verdict, result.Events.Count, result.Acknowledge.StatusCode).Should().Be((NotificationVerdict.Verified, 0, 200));
    }

    [Theory]
    [InlineData(true, "false")]
    [InlineData(false, "true")]
    [InlineData(false, "null")]
    [InlineData(true, "\"true\"")]
    public async Task An_event_of_the_other_mode_is_refused(bool isProduction, string livemode)
    {
        var desk = new Desk(isProduction: isProduction);

        var result = await ParseAsync(desk, Event("payment_intent.succeeded", Desk.Intent("succeeded"), livemode));

        (result.Verdict, result.Refuse.StatusCode).Should().Be((NotificationVerdict.Rejected, 400));
    }

    [Theory]
    [InlineData(AccountMode.Direct, null, NotificationVerdict.Verified)]
    [InlineData(AccountMode.Direct, Desk.Merchant, NotificationVerdict.Verified)]
    [InlineData(AccountMode.Direct, "acct_1Another", NotificationVerdict.Rejected)]
    [InlineData(AccountMode.SubMerchant, Desk.Merchant, NotificationVerdict.Verified)]
    [InlineData(AccountMode.SubMerchant, "acct_1Another", NotificationVerdict.Rejected)]
    [InlineData(AccountMode.SubMerchant, null, NotificationVerdict.Rejected)]
    public async Task An_event_of_another_account_is_refused(AccountMode mode, string? account, NotificationVerdict verdict) =>
        (await ParseAsync(new Desk(mode), Event("payment_intent.succeeded", Desk.Intent("succeeded"), account: account))).Verdict.Should().Be(verdict);

    [Fact]
    public async Task While_the_secret_is_rolled_the_old_one_is_believed_too_and_a_third_is_not()
    {
        var desk = new Desk();
        var body = Event("payment_intent.succeeded", Desk.Intent("succeeded"));

        (await ParseAsync(desk, body, Desk.OldWebhook)).Verdict.Should().Be(NotificationVerdict.Verified);
        (await ParseAsync(desk, body, Desk.Webhook)).Verdict.Should().Be(NotificationVerdict.Verified);
        (await ParseAsync(desk, body, "whsec_a_third_one")).Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    [Fact]
    public async Task Two_signatures_of_one_message_are_as_good_as_the_better_one()
    {
        var desk = new Desk();
        var body = Event("payment_intent.succeeded", Desk.Intent("succeeded"));
        var (time, good) = Sign(body, Desk.Webhook, Desk.Now);

        (await HeadedAsync(desk, body, $"t={time},v1={new string('0', 64)},v1={good}")).Verdict.Should().Be(NotificationVerdict.Verified);
    }

    [Theory]
    [InlineData("t={t}")]
    [InlineData("v1={v1}")]
    [InlineData("t={t},v0={v1}")]
    [InlineData("t={t},V1={v1}")]
    [InlineData("t={t},v1=")]
    [InlineData("t={t},v1={V1}")]
    [InlineData("t={t},t={t},v1={v1}")]
    [InlineData("t= ,v1={v1}")]
    [InlineData("t=-{t},v1={v1}")]
    [InlineData("t={t}.0,v1={v1}")]
    [InlineData("t=99999999999999999999,v1={v1}")]
    [InlineData("=,=,=")]
    [InlineData(",,")]
    [InlineData("t")]
    [InlineData("")]
    [InlineData("\u0001\uFFFD")]
    public async Task A_malformed_header_is_refused_and_does_not_crash(string header)
    {
        var desk = new Desk();
        var body = Event("payment_intent.succeeded", Desk.Intent("succeeded"));
        var (time, signature) = Sign(body, Desk.Webhook, Desk.Now);

        var written = header.Replace("{t}", time, StringComparison.Ordinal).Replace("{v1}", signature, StringComparison.Ordinal)
            .Replace("{V1}", signature.ToUpperInvariant(), StringComparison.Ordinal);

        (await HeadedAsync(desk, body, written)).Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    [Fact]
    public async Task A_header_with_hundreds_of_signatures_is_refused_without_counting_them_all_out()
    {
        var desk = new Desk();
        var body = Event("payment_intent.succeeded", Desk.Intent("succeeded"));
        var (time, signature) = Sign(body, Desk.Webhook, Desk.Now);

        (await HeadedAsync(desk, body, $"t={time}," + string.Join(",", Enumerable.Repeat("v1=" + signature, 17)))).Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public async Task A_signature_is_good_for_five_minutes_either_way(int seconds, bool isGood)
    {
        var desk = new Desk();
        var body = Event("payment_intent.succeeded", Desk.Intent("succeeded"));
        var (time, signature) = Sign(body, Desk.Webhook, Desk.Now.AddSeconds(seconds));

        ((await HeadedAsync(desk, body, $"t={time},v1={signature}")).Verdict == NotificationVerdict.Verified).Should().Be(isGood);
    }

    [Fact]
    public async Task A_changed_byte_or_time_is_refused()
    {
        var desk = new Desk();
        var body = Event("payment_intent.succeeded", Desk.Intent("succeeded"));
        var (time, signature) = Sign(body, Desk.Webhook, Desk.Now);

        (await HeadedAsync(desk, body + " ", $"t={time},v1={signature}")).Verdict.Should().Be(NotificationVerdict.Rejected);
        (await HeadedAsync(desk, body.Replace("2900", "9900", StringComparison.Ordinal), $"t={time},v1={signature}")).Verdict.Should().Be(NotificationVerdict.Rejected);
        (await HeadedAsync(desk, body, $"t={Desk.Now.ToUnixTimeSeconds() + 1},v1={signature}")).Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{ "object": "event" }""")]
    [InlineData("""{ "object": "event", "type": "payment_intent.succeeded", "livemode": false }""")]
    [InlineData("""{ "object": "event", "type": "payment_intent.succeeded", "livemode": false, "data": { "object": [] } }""")]
    [InlineData("""{ "object": "event", "type": "\ud800", "livemode": false, "data": { "object": {} } }""")]
    [InlineData("""{ "obj\ud800ct": "event", "object": "\udc00", "livemode": false }""")]
    [InlineData("""{ "object": "event", "type": 5, "livemode": false, "data": { "object": {} } }""")]
    public async Task A_signed_body_that_is_no_event_is_refused(string body) =>
        (await ParseAsync(new Desk(), body)).Verdict.Should().Be(NotificationVerdict.Rejected);

    [Theory]
    [InlineData("""{ "attempt": "x" }""")]
    [InlineData("""{ "attempt": "../../../etc" }""")]
    [InlineData("""{ "attempt": 5 }""")]
    [InlineData("""[]""")]
    public async Task A_number_that_cannot_be_ours_is_not_told(string metadata) =>
        (await ParseAsync(new Desk(), Event("payment_intent.succeeded", Desk.Intent("succeeded", metadata: metadata)))).Events.Should().BeEmpty();

    [Fact]
    public void The_trace_shows_what_is_signed_and_never_the_secret()
    {
        var desk = new Desk();

        var trace = desk.Channel.Trace(new("POST", "/notify", """{"a":1}""", Desk.Now, ""));

        trace.Canonical.Should().Be($$"""{{Desk.Now.ToUnixTimeSeconds()}}.{"a":1}""");
        trace.Signature.Should().Be($"t={Desk.Now.ToUnixTimeSeconds()},v1={Sign("""{"a":1}""", Desk.Webhook, Desk.Now).Signature}");
        trace.KeyFingerprint.Should().MatchRegex("^[0-9a-f]{16}$");
        trace.ToString().Should().NotContain(Desk.Webhook);
    }

    private static string Event(string type, string subject, string livemode = "false", string? account = null) => $$"""
        { "id": "evt_1", "object": "event", {{(account is null ? "" : $"\"account\": \"{account}\",")}} "created": {{Desk.Now.ToUnixTimeSeconds()}},
          "livemode": {{livemode}}, "type": "{{type}}", "data": { "object": {{subject}} } }
        """;

    private static (string Time, string Signature) Sign(string body, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var mac = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        return (time, Convert.ToHexStringLower(mac));
    }

    private static Task<NotificationResult> ParseAsync(Desk desk, string body, string secret = Desk.Webhook)
    {
        var (time, signature) = Sign(body, secret, Desk.Now);
        return HeadedAsync(desk, body, $"t={time},v1={signature},v0=00");
    }

    private static Task<NotificationResult> HeadedAsync(Desk desk, string body, string header) => desk.Channel.ParseNotificationAsync(
        new(Encoding.UTF8.GetBytes(body), new Dictionary<string, string> { ["stripe-signature"] = header }, ""), default);
}
