using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;
using Router.ChannelSimulators.WeChatPay;
using Router.TestKit;
using Router.TestKit.Compliance;

namespace Router.Channel.WeChatPay.Tests;

/// <summary>Keys change while payments flow: certificates by download, public keys by settings, both at once during a migration.</summary>
public sealed class RotationTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _time = new(new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero));
    private readonly List<IDisposable> _opened = [];
    private readonly HttpClientHandler _wire = new() { AllowAutoRedirect = false };
    private readonly TestMerchant _merchant;
    private readonly SimulatedMerchant _onFile;
    private readonly WeChatPaySimulator _simulator;
    private int _numbers;

    public RotationTests()
    {
        _simulator = new(_time);
        _merchant = new("1900000001", _time.GetUtcNow());
        _onFile = _merchant.OnFile();
        _simulator.Register(_onFile);
    }

    public Task InitializeAsync() => _simulator.StartAsync();

    public async Task DisposeAsync() => await _simulator.DisposeAsync();

    public void Dispose()
    {
        foreach (var opened in _opened) opened.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task Certificates_are_fetched_once_and_before_anything_is_sent()
    {
        var channel = Open();
        await PayAsync(channel);
        await PayAsync(channel);
        _simulator.Requests.Select(r => r.Target).Should().Equal("/v3/certificates", "/v3/pay/transactions/native", "/v3/pay/transactions/native");
        ((ICredentials)channel).Credentials.Should().Contain(c => c.Name == "platform certificate " + _simulator.CertificateSerial);
    }

    [Fact]
    public async Task A_new_certificate_is_fetched_when_it_is_first_met_and_the_old_one_stays_good()
    {
        var channel = Open();
        var order = await PayAsync(channel);
        await _simulator.ActAsync(BuyerAct.Pay, "1900000001", order.Request, order.Action);
        var underTheOld = _simulator.NotifyPaid("1900000001", order.Request.AttemptNumber)!;
        _simulator.RotateCertificate();
        _time.Advance(TimeSpan.FromMinutes(1));
        await PayAsync(channel);
        Downloads.Should().Be(2);
        (await channel.ParseNotificationAsync(underTheOld, default)).Verdict.Should().Be(NotificationVerdict.Verified);
        (await channel.ParseNotificationAsync(_simulator.NotifyPaid("1900000001", order.Request.AttemptNumber)!, default)).Verdict.Should().Be(NotificationVerdict.Verified);
        Downloads.Should().Be(2);
    }

    [Fact]
    public async Task Certificates_are_fetched_at_most_once_a_minute()
    {
        var channel = Open();
        var order = await PayAsync(channel);
        await _simulator.ActAsync(BuyerAct.Pay, "1900000001", order.Request, order.Action);
        _simulator.RotateCertificate();
        var told = _simulator.NotifyPaid("1900000001", order.Request.AttemptNumber)!;
        for (var i = 0; i < 5; i++) (await channel.ParseNotificationAsync(told, default)).Verdict.Should().Be(NotificationVerdict.KeyUnavailable);
        Downloads.Should().Be(1);
        _time.Advance(TimeSpan.FromMinutes(1));
        var parsed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => channel.ParseNotificationAsync(told, default)));
        parsed.Should().OnlyContain(p => p.Verdict == NotificationVerdict.Verified);
        Downloads.Should().Be(2, "who comes while one fetches waits for it");
    }

    [Fact]
    public async Task A_certificate_that_has_ended_is_good_no_longer()
    {
        var channel = Open();
        await PayAsync(channel);
        _time.Advance(TimeSpan.FromDays(5 * 366));
        var result = await channel.PayAsync(Order(channel), default);
        result.Outcome.Should().Be(PayOutcome.NotSent, "no key is left that the answer could be believed by, and the new list has none");
    }

    [Fact]
    public async Task Both_modes_are_good_at_once_during_a_migration()
    {
        _merchant.UsePublicKey(_simulator.PublicKeyId, _simulator.PublicKeyPem);
        var channel = Open();
        var order = await PayAsync(channel);
        Downloads.Should().Be(0, "answers are asked for under the public key");
        await _simulator.ActAsync(BuyerAct.Pay, "1900000001", order.Request, order.Action);
        (await channel.ParseNotificationAsync(_simulator.NotifyPaid("1900000001", order.Request.AttemptNumber)!, default)).Verdict.Should().Be(NotificationVerdict.Verified);
        Downloads.Should().Be(1, "notifications come under the certificate until the migration ends");
        _simulator.NotifiesByPublicKey = true;
        (await channel.ParseNotificationAsync(_simulator.NotifyPaid("1900000001", order.Request.AttemptNumber)!, default)).Verdict.Should().Be(NotificationVerdict.Verified);
    }

    [Fact]
    public async Task A_merchant_without_certificates_who_names_no_public_key_is_told_so_and_sends_nothing()
    {
        _onFile.HasPublicKeyOnly = true;
        var result = await Open().PayAsync(Order(Open()), default);
        result.Should().BeEquivalentTo(new { Outcome = PayOutcome.NotSent, Fault = new { Blame = FaultBlame.Us, RawCode = "RESOURCE_NOT_EXISTS" } });
        _simulator.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task A_wrong_APIv3_key_is_told_and_sends_nothing()
    {
        _merchant.Secrets["api-v3-key"] = new string('x', 32);
        var channel = Open();
        var result = await channel.PayAsync(Order(channel), default);
        result.Should().BeEquivalentTo(new { Outcome = PayOutcome.NotSent, Fault = new { Blame = FaultBlame.Us, RawCode = "CERTIFICATES_SEALED" } });
    }

    [Fact]
    public async Task A_private_key_that_WeChat_Pay_does_not_know_is_our_doing()
    {
        _merchant.UsePublicKey(_simulator.PublicKeyId, _simulator.PublicKeyPem);
        var other = new TestMerchant("1900000001", _time.GetUtcNow(), key: 1);
        _merchant.Secrets["private-key"] = other.Secrets["private-key"];
        _merchant.Secrets["certificate"] = other.CertificatePem;
        var channel = Open();
        (await channel.PayAsync(Order(channel), default)).Should().BeEquivalentTo(new { Outcome = PayOutcome.Declined, Fault = new { Blame = FaultBlame.Us, RawCode = "SIGN_ERROR" } });
        (await ((IProbe)channel).ProbeAsync(default)).Should().BeEquivalentTo(new { Blame = FaultBlame.Us, RawCode = "SIGN_ERROR" });
    }

    [Fact]
    public async Task A_probe_of_a_good_account_finds_nothing() => (await ((IProbe)Open()).ProbeAsync(default)).Should().BeNull();

    [Fact]
    public async Task An_abnormal_refund_waits_for_a_person_and_then_succeeds_under_its_own_number()
    {
        var channel = Open();
        var order = await PayAsync(channel);
        await _simulator.ActAsync(BuyerAct.Pay, "1900000001", order.Request, order.Action);
        var paid = await channel.QueryAsync(
            new() { AttemptNumber = order.Request.AttemptNumber, Method = order.Request.Method, Amount = order.Request.Amount, RequestTime = order.Request.RequestTime, State = order.Request.State }, default);
        var refund = new RefundRequest
        {
            RefundNumber = "R0000000000000000001",
            AttemptNumber = order.Request.AttemptNumber,
            ChannelTransactionId = paid.ChannelTransactionId!,
            Method = order.Request.Method,
            Amount = order.Request.Amount,
            Captured = order.Request.Amount,
            RequestTime = _time.GetUtcNow(),
            PaymentRequestTime = order.Request.RequestTime,
            PaymentState = order.Request.State,
            State = ChannelState.Empty,
            NotifyUrl = order.Request.NotifyUrl,
            Reason = "缺货",
        };
        _simulator.NextRefundEnd = "ABNORMAL";
        (await channel.RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.Processing);
        (await channel.QueryRefundAsync(new() { Refund = refund }, default)).Should().BeEquivalentTo(
            new { Outcome = RefundOutcome.Processing, Fault = new { RawCode = "ABNORMAL" } }, "RetryLater would have it sent again");
        (await channel.RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.Processing, "the same number asked again is the same refund");
        _simulator.Entries.Should().ContainSingle("nothing went back yet");
        _simulator.MendRefund("1900000001", refund.RefundNumber);
        (await channel.RefundAsync(refund, default)).Should().BeEquivalentTo(new { Outcome = RefundOutcome.Succeeded, Refunded = order.Request.Amount });
        _simulator.Entries.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_simulator_delivers_its_notifications_when_it_is_told_to()
    {
        // Any server that keeps what it gets will do for a receiver.
        await using var receiver = new WeChatPaySimulator(_time);
        await receiver.StartAsync();
        _simulator.DeliverNotifications = true;
        var channel = Open();
        var order = Order(channel) with { NotifyUrl = new(receiver.Address, "/v1/notify/wechat/wechat-test") };
        var action = (await channel.PayAsync(order, default)).Action;
        await _simulator.ActAsync(BuyerAct.Pay, "1900000001", order, action);
        SpinWait.SpinUntil(() => receiver.Requests.Count > 0, TimeSpan.FromSeconds(20)).Should().BeTrue();
        var told = receiver.Requests[0];
        var result = await channel.ParseNotificationAsync(new(told.Body, told.Headers, ""), default);
        result.Events.Should().ContainSingle().Which.AttemptNumber.Should().Be(order.AttemptNumber);
    }

    private int Downloads => _simulator.Requests.Count(r => r.Target == "/v3/certificates");

    private IChannel Open()
    {
        var channel = new WeChatPayPlugin().Open(_merchant.Account("wechat-test", _simulator.Address), new TestHost(_time, _wire, _merchant.Secrets));
        _opened.Add((IDisposable)channel);
        return channel;
    }

    private PayRequest Order(IChannel channel)
    {
        var request = new PayRequest
        {
            AttemptNumber = $"K{++_numbers:D19}",
            Method = "wechat.native",
            Amount = new(1999, Currency.CNY),
            RequestTime = _time.GetUtcNow(),
            ExpiresAt = _time.GetUtcNow().AddMinutes(30),
            State = ChannelState.Empty,
            Description = "Tea",
            NotifyUrl = new("https://shop.example/notify/wechat/wechat-test"),
        };
        return request with { State = channel.Prepare(request) };
    }

    private async Task<(PayRequest Request, PayAction Action)> PayAsync(IChannel channel)
    {
        var order = Order(channel);
        var result = await channel.PayAsync(order, default);
        result.Outcome.Should().Be(PayOutcome.Pending, result.Fault?.ToString());
        return (order, result.Action!);
    }
}
