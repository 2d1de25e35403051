using System.Text;
using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;
using Router.TestKit.Compliance;

namespace Router.Channel.PayPal.Tests;

public sealed class NotificationTests
{
    [Fact]
    public async Task A_capture_that_is_told_is_Paid_and_its_certificate_is_fetched_once()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, capture) = await shop.PayAsync();
        for (var i = 0; i < 3; i++)
        {
            var result = await shop.Channel.ParseNotificationAsync(shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!, default);
            result.Verdict.Should().Be(NotificationVerdict.Verified, result.Reason);
            var told = result.Events.Single();
            (told.AttemptNumber, told.Attempt!.Status, told.Attempt.ChannelTransactionId, told.Attempt.Captured)
                .Should().Be((request.AttemptNumber, AttemptStatus.Paid, capture, request.Amount));
        }

        CertificateFetches(shop).Should().Be(1);
        shop.Channel.Credentials.Should().ContainSingle().Which.ExpiresAt.Should().BeAfter(Shop.Start);
    }

    [Fact]
    public async Task An_approval_that_is_told_makes_the_attempt_ready_to_continue_and_captures_nothing()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = await shop.ApproveAsync();
        var told = await ToldAsync(shop, "CHECKOUT.ORDER.APPROVED", request);
        (told.Attempt!.Status, told.Attempt.ReadyToContinue).Should().Be((AttemptStatus.Pending, true));
        shop.Captures(request.AttemptNumber).Should().Be(0);
    }

    [Theory]
    [InlineData("PAYMENT.CAPTURE.DENIED")]
    [InlineData("PAYMENT.CAPTURE.DECLINED")]
    [InlineData("PAYMENT.CAPTURE.REVERSED")]
    [InlineData("PAYMENT.CAPTURE.PENDING")]
    public async Task What_an_event_alone_does_not_prove_is_only_asked_about(string type)
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.PayAsync();
        (await ToldAsync(shop, type, request)).Attempt!.Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task A_pending_capture_and_a_hold_that_are_told_are_Pending()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        shop.Simulator.HoldCaptures(true);
        var (request, hold) = (await shop.ApproveAsync(), await shop.ApproveAsync(method: Methods.Authorize));
        await shop.ContinueAsync(request);
        await shop.ContinueAsync(hold);
        (await ToldAsync(shop, "PAYMENT.CAPTURE.PENDING", request)).Attempt!.Status.Should().Be(AttemptStatus.Pending);
        (await ToldAsync(shop, "PAYMENT.AUTHORIZATION.CREATED", hold)).Attempt!.Status.Should().Be(AttemptStatus.Pending);
        (await ToldAsync(shop, "PAYMENT.AUTHORIZATION.VOIDED", hold)).Attempt!.Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task An_event_that_concerns_nothing_here_is_acknowledged()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.PayAsync();
        var result = await shop.Channel.ParseNotificationAsync(shop.Simulator.Notify("CUSTOMER.DISPUTE.CREATED", shop.Account.MerchantId, request.AttemptNumber)!, default);
        result.Verdict.Should().Be(NotificationVerdict.Verified);
        result.Events.Should().BeEmpty();
        result.Acknowledge.StatusCode.Should().Be(200);
    }

    [Fact]
    public async Task A_refund_that_is_told_carries_its_number_and_amount()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, capture) = await shop.PayAsync();
        var refund = shop.NewRefund(request, capture, new(300, Currency.USD));
        await shop.Channel.RefundAsync(refund, default);
        var told = (await shop.Channel.ParseNotificationAsync(shop.Simulator.NotifyRefunded(shop.Account.MerchantId, refund.RefundNumber)!, default)).Events.Single();
        (told.AttemptNumber, told.RefundNumber, told.Refund!.Outcome, told.Refund.Refunded)
            .Should().Be((request.AttemptNumber, refund.RefundNumber, RefundOutcome.Succeeded, new Money(300, Currency.USD)));
        told.Attempt.Should().BeNull();
    }

    [Fact]
    public async Task Rotation_a_new_certificate_is_fetched_and_the_old_one_still_works()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.PayAsync();
        var old = shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!;
        await VerdictIs(shop, old, NotificationVerdict.Verified);
        shop.Simulator.RenewCertificate();
        var renewed = shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!;
        await VerdictIs(shop, renewed, NotificationVerdict.KeyUnavailable);
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        await VerdictIs(shop, renewed, NotificationVerdict.Verified);
        await VerdictIs(shop, old, NotificationVerdict.Verified);
        CertificateFetches(shop).Should().Be(2);
    }

    [Theory]
    [InlineData("CN=evil.example")]
    [InlineData("CN=paypal.com.evil.example")]
    [InlineData("CN=notpaypal.com")]
    public async Task A_certificate_of_another_name_is_not_believed(string subject)
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.PayAsync();
        shop.Simulator.RenewCertificate(subject);
        await VerdictIs(shop, shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!, NotificationVerdict.KeyUnavailable);
    }

    [Fact]
    public async Task An_expired_certificate_is_not_believed_and_one_that_expires_is_dropped()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.PayAsync();
        shop.Simulator.RenewCertificate("CN=messageverificationcerts.paypal.com", Shop.Start.AddDays(-1));
        await VerdictIs(shop, shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!, NotificationVerdict.KeyUnavailable);
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        shop.Simulator.RenewCertificate("CN=messageverificationcerts.paypal.com", Shop.Start.AddHours(1));
        await VerdictIs(shop, shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!, NotificationVerdict.Verified);
        shop.Time.Advance(TimeSpan.FromHours(2));
        await VerdictIs(shop, shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!, NotificationVerdict.KeyUnavailable);
    }

    [Fact]
    public async Task A_certificate_whose_root_is_not_trusted_is_not_believed()
    {
        await using var shop = await Shop.AtSimulatorAsync(s => s.Remove("webhookRoots"));
        var (request, _) = await shop.PayAsync();
        await VerdictIs(shop, shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!, NotificationVerdict.KeyUnavailable);
        shop.Host.Lines.Should().ContainSingle(l => l.Contains("chain", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.example/v1/notifications/certs/CERT-1")]
    [InlineData("http://api.paypal.com/v1/notifications/certs/CERT-1")]
    [InlineData("https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1")]
    [InlineData("https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1")]
    [InlineData("https://api.sandbox.paypal.com:8443/v1/notifications/certs/CERT-1")]
    [InlineData("https://api.sandbox.paypal.com/v1/files/CERT-1")]
    [InlineData("https://api.paypal.com/v1/notifications/certs/CERT-1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//api.sandbox.paypal.com/v1/notifications/certs/CERT-1")]
    [InlineData("https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1?x=1")]
    [InlineData("https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1#x")]
    [InlineData("https://api.sandbox.paypal.com/v1/notifications/certs/../certs/CERT-1")]
    [InlineData("https://api.sandbox.paypal.com/v1/notifications/certs/%43ERT-1")]
    [InlineData("https://api.sandbox.paypal.com/v1/notifications/certs/other/CERT-1")]
    [InlineData("HTTPS://api.sandbox.paypal.com/v1/notifications/certs/CERT-1")]
    [InlineData("CERT-1")]
    public async Task A_certificate_from_another_address_is_never_fetched(string url)
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        await VerdictIs(shop, Message("{}", ("paypal-cert-url", url)), NotificationVerdict.Rejected);
        wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1")]
    [InlineData("http://127.0.0.1:9998/certs/CERT-1")]
    [InlineData("http://127.0.0.1:9999/certs/CERT-1?x=1")]
    public async Task At_a_test_server_certificates_come_from_that_server_alone(string url)
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire, s => s["apiBase"] = "http://127.0.0.1:9999");
        await VerdictIs(shop, Message("{}", ("paypal-cert-url", url)), NotificationVerdict.Rejected);
        wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("paypal-transmission-id", "")]
    [InlineData("paypal-transmission-id", "two words")]
    [InlineData("paypal-transmission-time", "yesterday")]
    [InlineData("paypal-transmission-time", "2026-11-20T03:54:59Z")]
    [InlineData("paypal-transmission-time", "2026-11-20T04:05:01Z")]
    [InlineData("paypal-transmission-sig", "")]
    [InlineData("paypal-auth-algo", "SHA1withRSA")]
    [InlineData("paypal-auth-algo", "none")]
    public async Task A_header_that_is_not_as_PayPal_writes_it_is_refused_before_anything_is_fetched(string name, string value)
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        await VerdictIs(shop, Message("{}", (name, value)), NotificationVerdict.Rejected);
        wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("302")]
    [InlineData("404")]
    [InlineData("garbage")]
    [InlineData("huge")]
    [InlineData("broken")]
    public async Task A_certificate_that_cannot_be_had_is_KeyUnavailable_and_asked_for_once_a_minute(string what)
    {
        var wire = new ScriptedWire(_ => what switch
        {
            "302" => new(System.Net.HttpStatusCode.Redirect) { Headers = { Location = new("https://evil.example/") } },
            "404" => new(System.Net.HttpStatusCode.NotFound),
            "garbage" => ScriptedWire.Json(200, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"),
            "huge" => ScriptedWire.Json(200, new string('A', 200_000)),
            _ => throw new HttpRequestException(HttpRequestError.ConnectionError),
        });
        await using var shop = Shop.At(wire);
        for (var i = 0; i < 20; i++) await VerdictIs(shop, Message("{}"), NotificationVerdict.KeyUnavailable);
        wire.Sent.Should().HaveCount(1);
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        await VerdictIs(shop, Message("{}"), NotificationVerdict.KeyUnavailable);
        wire.Sent.Should().HaveCount(2);
    }

    [Fact]
    public async Task Without_a_webhook_id_nothing_is_believed()
    {
        await using var shop = await Shop.AtSimulatorAsync(s => s.Remove("webhookIds"));
        var (request, _) = await shop.PayAsync();
        await VerdictIs(shop, shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!, NotificationVerdict.Rejected);
    }

    [Fact]
    public async Task While_one_webhook_replaces_another_both_are_believed()
    {
        await using var shop = await Shop.AtSimulatorAsync(s => s["webhookIds"] = new[] { "NEW4291016473214C", "1JE4291016473214C" });
        var (request, _) = await shop.PayAsync();
        await VerdictIs(shop, shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber)!, NotificationVerdict.Verified);
    }

    [Theory]
    [InlineData(NotificationForgery.None, NotificationVerdict.Verified)]
    [InlineData(NotificationForgery.WrongKey, NotificationVerdict.Rejected)]
    [InlineData(NotificationForgery.ChangedBody, NotificationVerdict.Rejected)]
    [InlineData(NotificationForgery.Unsigned, NotificationVerdict.Rejected)]
    [InlineData(NotificationForgery.Replayed, NotificationVerdict.Rejected)]
    [InlineData(NotificationForgery.OtherAccount, NotificationVerdict.Rejected)]
    [InlineData(NotificationForgery.OtherAmount, NotificationVerdict.Verified)]
    public async Task PayPal_is_asked_where_the_account_wants_that(NotificationForgery forgery, NotificationVerdict expected)
    {
        await using var shop = await Shop.AtSimulatorAsync(s => s["webhookVerification"] = "online");
        var (request, _) = await shop.PayAsync();
        await VerdictIs(shop, shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber, forgery)!, expected);
        CertificateFetches(shop).Should().Be(0);
    }

    [Fact]
    public async Task The_event_goes_into_the_question_byte_for_byte()
    {
        const string Body = """{ "id":"WH-1",  "event_type":"X\/Y", "n":1.10, "é":"\u00e9" }""";
        var wire = new ScriptedWire(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(200, """{"verification_status":"SUCCESS"}"""));
        await using var shop = Shop.At(wire, s => s["webhookVerification"] = "online");
        await VerdictIs(shop, Message(Body), NotificationVerdict.Verified);
        wire.Sent[^1].Body.Should().EndWith(",\"webhook_event\":" + Body + "}");
    }

    [Theory]
    [InlineData("""{} , "verification":"x" """)]
    [InlineData("""{}}{""")]
    [InlineData("""{"id":1,"id":2}""")]
    [InlineData("[]")]
    public async Task A_body_that_is_more_or_less_than_one_object_is_never_put_into_the_question(string body)
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire, s => s["webhookVerification"] = "online");
        await VerdictIs(shop, Message(body), NotificationVerdict.Rejected);
        wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "garbage")]
    [InlineData(403, """{"name":"NOT_AUTHORIZED"}""")]
    public async Task Where_PayPal_gives_no_answer_the_notification_is_not_acknowledged(int status, string answer)
    {
        await using var shop = Shop.At(
            new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(status, answer)), s => s["webhookVerification"] = "online");
        var result = await shop.Channel.ParseNotificationAsync(Message("{}"), default);
        result.Verdict.Should().Be(NotificationVerdict.KeyUnavailable);
        result.Refuse.StatusCode.Should().Be(500);
    }

    [Fact]
    public async Task D15_one_accounts_notification_is_never_anothers()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.PayAsync();
        await VerdictIs(shop, shop.Simulator.NotifyPaid(shop.Account.MerchantId, request.AttemptNumber, NotificationForgery.OtherAccount)!, NotificationVerdict.Rejected);
    }

    private static int CertificateFetches(Shop shop) => shop.Simulator.Requests.Count(r => r.Target.StartsWith("/v1/notifications/certs/", StringComparison.Ordinal));

    private static async Task VerdictIs(Shop shop, InboundNotification notification, NotificationVerdict expected)
    {
        var result = await shop.Channel.ParseNotificationAsync(notification, default);
        result.Verdict.Should().Be(expected, result.Reason);
        if (expected != NotificationVerdict.Verified) result.Events.Should().BeEmpty();
    }

    private static async Task<NotificationEvent> ToldAsync(Shop shop, string type, PayRequest request)
    {
        var result = await shop.Channel.ParseNotificationAsync(shop.Simulator.Notify(type, shop.Account.MerchantId, request.AttemptNumber)!, default);
        result.Verdict.Should().Be(NotificationVerdict.Verified, result.Reason);
        var told = result.Events.Single();
        told.AttemptNumber.Should().Be(request.AttemptNumber);
        return told;
    }

    private static InboundNotification Message(string body, params (string Name, string Value)[] changes)
    {
        var headers = new Dictionary<string, string>
        {
            ["paypal-transmission-id"] = "69cd13f0-d67a-11e5-baa3-778b53f4ae55",
            ["paypal-transmission-time"] = "2026-11-20T04:00:00Z",
            ["paypal-auth-algo"] = "SHA256withRSA",
            ["paypal-cert-url"] = "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
            ["paypal-transmission-sig"] = "AAAA",
        };
        foreach (var (name, value) in changes) headers[name] = value;
        return new(Encoding.UTF8.GetBytes(body), headers, "");
    }
}
