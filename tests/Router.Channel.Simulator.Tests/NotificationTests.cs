using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Simulator.Tests.Support;

namespace Router.Channel.Simulator.Tests;

public sealed class NotificationTests
{
    [Fact]
    public async Task A_paid_order_is_notified_once_and_verifies()
    {
        using var shop = new Shop();
        await shop.PaidOrder("A00001");
        shop.Time.Advance(TimeSpan.FromHours(1));
        var result = await Read(shop, shop.Box.Letters.Should().ContainSingle().Subject);
        result.Verdict.Should().Be(NotificationVerdict.Rejected, "an hour later it may be a replay");

        await shop.PaidOrder("A00002");
        var letter = shop.Box.Letters[1];
        result = await Read(shop, letter);
        result.Verdict.Should().Be(NotificationVerdict.Verified);
        result.Acknowledge.Should().Be(new NotificationReply(200, "text/plain", "success"));
        var message = result.Events.Should().ContainSingle().Subject;
        message.AttemptNumber.Should().Be("A00002");
        message.MerchantId.Should().Be("M100");
        message.Attempt.Should().Be(await shop.Query("A00002"));
        (await Read(shop, letter)).Verdict.Should().Be(NotificationVerdict.Verified, "a repeat within the window is the channel's right");
    }

    [Fact]
    public async Task Approval_and_refund_are_notified_too()
    {
        using var shop = new Shop();
        await shop.Pay("A00001", "sim.card");
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        var approved = (await Read(shop, shop.Box.Letters.Single())).Events.Single();
        approved.Attempt!.ReadyToContinue.Should().BeTrue();
        approved.Attempt.Status.Should().Be(AttemptStatus.Pending);

        await shop.Continue("A00001");
        await shop.Refund("R00001", "A00001", 300, "sim.card");
        shop.Time.Advance(TimeSpan.FromSeconds(1));
        var refund = (await Read(shop, shop.Box.Letters[^1])).Events.Single();
        refund.Attempt.Should().BeNull();
        refund.RefundNumber.Should().Be("R00001");
        refund.Refund.Should().Be(await shop.QueryRefund("R00001", "A00001", 300));
    }

    [Fact]
    public async Task A_changed_body_header_or_stranger_is_rejected()
    {
        using var shop = new Shop();
        await shop.PaidOrder("A00001");
        var letter = shop.Box.Letters.Single();
        var body = letter.Body.ToArray();
        body[^2] ^= 1;
        (await Read(shop, letter with { Body = body })).Verdict.Should().Be(NotificationVerdict.Rejected);
        (await Read(shop, letter with { Headers = new Dictionary<string, string>() })).Verdict.Should().Be(NotificationVerdict.Rejected);
        foreach (var header in letter.Headers.Keys)
        {
            var headers = new Dictionary<string, string>(letter.Headers) { [header] = "1" };
            (await Read(shop, letter with { Headers = headers })).Verdict.Should().Be(NotificationVerdict.Rejected);
        }

        var stranger = shop.Open("{}", account: "shop-2");
        (await stranger.ParseNotificationAsync(letter, default)).Verdict.Should().Be(NotificationVerdict.Rejected);
        (await Read(shop, new(Encoding.UTF8.GetBytes("["), letter.Headers, ""))).Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    [Fact]
    public async Task An_undelivered_notification_is_repeated_with_growing_delays_and_given_up()
    {
        using var shop = new Shop();
        shop.Box.Answer = tries => tries == 1 ? null : 500;
        await shop.PaidOrder("A00001");
        shop.Time.Advance(TimeSpan.FromHours(2));
        var times = shop.Ledger("notify").Select(line => line.GetProperty("at").GetDateTimeOffset()).ToList();
        times.Should().HaveCount(6);
        times.Zip(times.Skip(1), (first, next) => next - first).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task A_notification_accepted_on_the_third_try_is_not_sent_again()
    {
        using var shop = new Shop();
        shop.Box.Answer = tries => tries < 3 ? 503 : 204;
        await shop.PaidOrder("A00001");
        shop.Time.Advance(TimeSpan.FromHours(2));
        shop.Box.Letters.Should().HaveCount(3);
    }

    [Fact]
    public async Task Lost_duplicate_and_late()
    {
        using var lost = new Shop("""{"faults":{"notificationLost":true}}""");
        await lost.PaidOrder("A00001");
        lost.Time.Advance(TimeSpan.FromHours(1));
        lost.Box.Letters.Should().BeEmpty();

        using var twice = new Shop("""{"faults":{"notificationDuplicate":true}}""");
        await twice.PaidOrder("A00001");
        twice.Box.Letters.Should().HaveCount(2);
        twice.Box.Letters[0].Body.ToArray().Should().Equal(twice.Box.Letters[1].Body.ToArray());

        using var late = new Shop("""{"faults":{"notificationLate":{"ms":600000}}}""");
        await late.PaidOrder("A00001");
        late.Box.Letters.Should().BeEmpty();
        late.Time.Advance(TimeSpan.FromMinutes(11));
        (await Read(late, late.Box.Letters.Single())).Verdict.Should().Be(NotificationVerdict.Verified, "late is no replay: it was signed when it was sent");
        late.Ledger("notify").Single().GetProperty("at").GetDateTimeOffset().Should().BeAfter(late.Time.Now.AddMinutes(-11));
    }

    [Fact]
    public async Task Forged_says_paid_and_is_rejected()
    {
        using var shop = new Shop("""{"buyer":{"never":1},"faults":{"notificationForged":true}}""");
        await shop.Pay("A00001");
        shop.Time.Advance(TimeSpan.FromSeconds(10));
        var letter = shop.Box.Letters.Should().ContainSingle().Subject;
        JsonDocument.Parse(letter.Body).RootElement.GetProperty("type").GetString().Should().Be("payment.paid");
        (await Read(shop, letter)).Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    [Fact]
    public async Task A_wrong_amount_is_signed_rightly()
    {
        using var shop = new Shop("""{"faults":{"notificationWrongAmount":true}}""");
        await shop.PaidOrder("A00001");
        var result = await Read(shop, shop.Box.Letters.Single());
        result.Verdict.Should().Be(NotificationVerdict.Verified);
        result.Events.Single().Attempt!.Captured.Should().Be(Shop.Yuan(1001));
    }

    [Fact]
    public async Task A_notification_can_arrive_before_the_answer()
    {
        using var shop = new Shop("""{"buyer":{"never":1},"faults":{"notificationBeforeAnswer":true}}""");
        var answer = await shop.Pay("A00001");
        answer.Outcome.Should().Be(PayOutcome.Pending);
        (await Read(shop, shop.Box.Letters.Single())).Events.Single().Attempt!.Status.Should().Be(AttemptStatus.Paid);
        shop.Time.Advance(TimeSpan.FromHours(1));
        shop.Box.Letters.Should().ContainSingle();
    }

    [Fact]
    public async Task The_secret_signs_and_shows_nowhere()
    {
        using var shop = new Shop();
        shop.Host.Secrets["hook"] = "very-secret-value";
        ((IDisposable)shop.Channel).Dispose();
        shop.Channel = shop.Open("""{"webhookSecret":"hook","buyer":{"barcodeAtOnce":1}}""", production: true);
        var request = shop.Request("A00001", "sim.barcode");
        await shop.Channel.PayAsync(request, default);
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        (await Read(shop, shop.Box.Letters.Single())).Verdict.Should().Be(NotificationVerdict.Verified);
        var written = string.Join('\n', shop.ReadLines().Concat(shop.Host.Lines)) + Encoding.UTF8.GetString(shop.Box.Letters[0].Body.Span);
        written.Should().NotContain("very-secret-value").And.NotContain(request.AuthCode);
    }

    private static Task<NotificationResult> Read(Shop shop, InboundNotification letter) =>
        shop.Channel.ParseNotificationAsync(letter, default);
}
