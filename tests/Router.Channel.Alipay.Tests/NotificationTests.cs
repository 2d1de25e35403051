using System.Text;
using Router.Abstractions;
using Router.Channel.Alipay.Calls;
using Router.Channel.Alipay.Signing;
using Router.Channel.Alipay.Tests.Bench;
using Router.TestKit.Compliance;

namespace Router.Channel.Alipay.Tests;

public sealed class NotificationTests
{
    [Fact]
    public async Task A_paid_trade_is_told_with_amount_id_and_time()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        var result = await shop.ParseAsync(shop.Simulator.NotifyPaid(shop.Merchant.MerchantId, request.AttemptNumber)!);
        result.Verdict.Should().Be(NotificationVerdict.Verified);
        var told = result.Events.Should().ContainSingle().Subject;
        (told.AttemptNumber, told.MerchantId, told.RefundNumber).Should().Be((request.AttemptNumber, shop.Merchant.MerchantId, null));
        (told.Attempt!.Status, told.Attempt.Captured, told.Attempt.ChannelTransactionId, told.Attempt.PaidAt)
            .Should().Be((AttemptStatus.Paid, request.Amount, paid.ChannelTransactionId, Asks.Now));
        (result.Acknowledge.StatusCode, result.Acknowledge.Body).Should().Be((200, "success"));
    }

    [Fact]
    public async Task A_refund_in_part_repeats_the_payment_and_nothing_more()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        var refund = request.Refund(paid.ChannelTransactionId!, 500);
        await shop.RefundAsync(refund);
        var told = (await shop.ParseAsync(shop.Simulator.NotifyRefunded(shop.Merchant.MerchantId, refund.RefundNumber)!)).Events.Single();
        (told.Attempt!.Status, told.Attempt.Captured, told.Attempt.ChannelTransactionId).Should().Be((AttemptStatus.Paid, request.Amount, paid.ChannelTransactionId));
        told.Refund.Should().BeNull();
    }

    [Fact]
    public async Task A_paid_trade_that_was_closed_says_nothing_and_is_acknowledged()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        var refund = request.Refund(paid.ChannelTransactionId!, 1999);
        await shop.RefundAsync(refund);
        var result = await shop.ParseAsync(shop.Simulator.NotifyRefunded(shop.Merchant.MerchantId, refund.RefundNumber)!);
        result.Verdict.Should().Be(NotificationVerdict.Verified);
        result.Events.Should().BeEmpty();
        result.Acknowledge.Body.Should().Be("success");
    }

    [Theory]
    [InlineData("TRADE_FINISHED", AttemptStatus.Paid)]
    [InlineData("WAIT_BUYER_PAY", AttemptStatus.Pending)]
    [InlineData("TRADE_SUSPENDED", AttemptStatus.Unknown)]
    public async Task A_status_is_what_the_table_says(string status, AttemptStatus expected)
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var result = await shop.ParseAsync(shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields["trade_status"] = status)!);
        result.Events.Single().Attempt!.Status.Should().Be(expected);
    }

    [Fact]
    public async Task A_trade_that_timed_out_unpaid_is_closed()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.barcode") with { AuthCode = "287634438256643941" };
        await shop.PayAsync(request);
        shop.Time.AdvanceTo(request.ExpiresAt);
        var result = await shop.ParseAsync(shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, _ => { })!);
        result.Events.Single().Attempt!.Status.Should().Be(AttemptStatus.Closed);
    }

    [Theory]
    [InlineData("app_id", "2021999999999999")]
    [InlineData("seller_id", "2088999999999999")]
    [InlineData("seller_id", "")]
    [InlineData("out_trade_no", "")]
    [InlineData("notify_time", "")]
    [InlineData("notify_time", "yesterday")]
    [InlineData("notify_time", "2026-11-19 10:29:59")]
    [InlineData("notify_time", "2026-11-20 12:15:01")]
    [InlineData("sign_type", "RSA")]
    [InlineData("charset", "EBCDIC")]
    public async Task A_signed_message_that_is_not_for_us_or_not_of_now_is_rejected(string field, string value)
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var result = await shop.ParseAsync(shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields[field] = value)!);
        result.Verdict.Should().Be(NotificationVerdict.Rejected);
        (result.Refuse.StatusCode, result.Refuse.Body).Should().Be((400, "fail"));
    }

    [Theory]
    [InlineData("2026-11-19 10:30:00")]
    [InlineData("2026-11-20 12:15:00")]
    public async Task The_last_repeat_a_day_later_is_still_taken(string notifyTime)
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var result = await shop.ParseAsync(shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields["notify_time"] = notifyTime)!);
        result.Verdict.Should().Be(NotificationVerdict.Verified);
    }

    [Fact]
    public async Task A_message_cut_into_other_fields_under_its_own_signature_proves_nothing()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var genuine = shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields =>
        {
            fields["subject"] = "tea&total_amount=19.99&trade_no=9&trade_status=TRADE_SUCCESS&v=";
            fields["trade_status"] = "WAIT_BUYER_PAY";
        })!;
        var fields = FormText.Read(genuine.Body.Span)!;
        var text = CanonicalText.OfNotification(fields, keepSignType: false, keepEmpty: false);
        var cut = fields.Where(field => string.CompareOrdinal(field.Key, "subject") < 0).ToDictionary(field => field.Key, field => field.Value);
        (cut["subject"], cut["total_amount"], cut["trade_no"], cut["trade_status"]) = ("tea", "19.99", "9", "TRADE_SUCCESS");
        cut["v"] = text[(text.IndexOf("&v=", StringComparison.Ordinal) + 3)..];

        foreach (var form in new[] { Encoding.ASCII.GetString(genuine.Body.Span), FormText.Write(cut) })
        {
            var result = await shop.ParseAsync(new(Encoding.ASCII.GetBytes(form), new Dictionary<string, string>(), ""));
            (result.Verdict, result.Events.Single().Attempt!.Status).Should().Be((NotificationVerdict.Verified, AttemptStatus.Unknown));
        }
    }

    [Fact]
    public async Task A_title_with_signs_in_it_is_read()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var result = await shop.ParseAsync(shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields["subject"] = "1+1=2, tea & cake")!);
        result.Events.Single().Attempt!.Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task A_message_of_another_kind_is_acknowledged_and_says_nothing()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var result = await shop.ParseAsync(shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields["notify_type"] = "open_app_auth_notify")!);
        (result.Verdict, result.Events.Count).Should().Be((NotificationVerdict.Verified, 0));
    }

    [Theory]
    [InlineData("total_amount", "")]
    [InlineData("total_amount", "19.999")]
    [InlineData("total_amount", "0.00")]
    [InlineData("trade_no", "")]
    [InlineData("trans_currency", "USD")]
    public async Task Paid_without_an_exact_amount_in_yuan_or_an_id_proves_nothing(string field, string value)
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var result = await shop.ParseAsync(shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields[field] = value)!);
        result.Events.Single().Attempt!.Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task A_field_given_twice_half_an_escape_and_bytes_of_no_text_are_rejected()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var genuine = Encoding.ASCII.GetString(shop.Simulator.NotifyPaid(shop.Merchant.MerchantId, request.AttemptNumber)!.Body.Span);
        foreach (var body in new[] { genuine + "&trade_status=TRADE_SUCCESS", genuine + "&x=%", genuine + "&x=%4", genuine + "&x=%zz", genuine + "&x=%FF", genuine + "&x=1", "&&&", "=" })
            (await shop.ParseAsync(new(Encoding.ASCII.GetBytes(body), new Dictionary<string, string>(), ""))).Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    [Fact]
    public async Task An_empty_field_may_be_signed_or_not()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var result = await shop.ParseAsync(shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields["body"] = "")!);
        result.Verdict.Should().Be(NotificationVerdict.Verified);
    }

    [Fact]
    public async Task An_unknown_certificate_that_cannot_be_had_makes_Alipay_send_again()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        var (request, _) = await shop.PaidAsync();
        shop.Simulator.RotateCertificate();
        var serial = shop.Simulator.AlipaySerial;
        InboundNotification Told(string named) => shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields["alipay_cert_sn"] = named)!;

        (await shop.ParseAsync(Told(new string('0', 32)))).Verdict.Should().Be(NotificationVerdict.KeyUnavailable);
        (await shop.ParseAsync(Told(serial))).Verdict.Should().Be(NotificationVerdict.KeyUnavailable, "one look-up a minute");
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        (await shop.ParseAsync(Told(serial))).Verdict.Should().Be(NotificationVerdict.Verified);
    }

    [Fact]
    public async Task The_simulator_posts_by_itself_to_the_loopback_address_where_it_is_told_to()
    {
        await using var shop = await Shop.OpenAsync();
        await using var receiver = new Receiver();
        var address = await receiver.StartAsync();
        shop.Simulator.DeliverNotifications = true;
        var request = Asks.Pay("alipay.barcode") with { NotifyUrl = new(address, "/notify/alipay/main") };
        await shop.PayAsync(request);
        var result = await shop.ParseAsync(await receiver.Received);
        result.Events.Single().AttemptNumber.Should().Be(request.AttemptNumber);
    }
}
