using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.UnionPay.Signing;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests.Orders;

public sealed class PaymentTests
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task The_gateway_is_a_signed_form_and_no_call()
    {
        var channel = Bench.Open(_host);
        var result = await channel.PayAsync(Bench.Pay(channel, "unionpay.gateway"), default);
        _host.Network.Sent.Should().BeEmpty();
        result.Outcome.Should().Be(PayOutcome.Pending);
        result.PayableUntil.Should().Be(TestKeys.Start.AddMinutes(30));
        var action = result.Action!;
        action.Kind.Should().Be(PayActionKind.Form);
        action.Content.Should().Be("http://127.0.0.1:9/gateway/api/frontTransReq.do");
        action.ExpiresAt.Should().Be(TestKeys.Start.AddMinutes(30));
        var expected = new Dictionary<string, string>
        {
            ["version"] = "5.1.0",
            ["encoding"] = "utf-8",
            ["signMethod"] = "01",
            ["txnType"] = "01",
            ["txnSubType"] = "01",
            ["bizType"] = "000201",
            ["accessType"] = "0",
            ["channelType"] = "07",
            ["merId"] = TestKeys.Merchant,
            ["orderId"] = "A2026112000000001",
            ["txnTime"] = "20261120120000",
            ["txnAmt"] = "1999",
            ["currencyCode"] = "156",
            ["payTimeout"] = "20261120123000",
            ["frontUrl"] = "https://shop.example/return?order=1",
            ["backUrl"] = "https://shop.example/notify/unionpay/unionpay-main",
            ["riskRateInfo"] = "{commodityName=Tea 茶    biscuits}",
        };
        action.Fields!.Where(f => f.Key is not ("signature" or "certId")).Should().BeEquivalentTo(expected);
        MessageVerifier.IsSigned(action.Fields!, action.Fields!["signature"], TestKeys.MerchantCertificate.PublicKey.ExportSubjectPublicKeyInfo()).Should().BeTrue();
    }

    [Fact]
    public async Task The_gateway_of_a_phone_says_so()
    {
        var channel = Bench.Open(_host);
        var request = Bench.Pay(channel, "unionpay.gateway") with { Extra = new Dictionary<string, string> { ["channelType"] = "08" } };
        (await channel.PayAsync(request, default)).Action!.Fields.Should().Contain("channelType", "08");
    }

    [Fact]
    public async Task Without_a_return_address_the_accounts_own_is_used_and_without_both_nothing_is_sent()
    {
        var channel = Bench.Open(_host);
        var request = Bench.Pay(channel, "unionpay.gateway") with { ReturnUrl = null };
        (await channel.PayAsync(request, default)).Should().Match<ChannelResult>(r => r.Outcome == PayOutcome.NotSent && r.Fault!.Blame == FaultBlame.Request);
        var settings = Bench.Settings();
        settings["frontUrl"] = "https://shop.example/back";
        (await Bench.Open(_host, settings).PayAsync(request, default)).Action!.Fields.Should().Contain("frontUrl", "https://shop.example/back");
    }

    [Fact]
    public async Task The_app_gets_UnionPays_tn_until_payTimeout()
    {
        _host.Network.Reply(a => a["tn"] = "611201200006740100001");
        var channel = Bench.Open(_host);
        var result = await channel.PayAsync(Bench.Pay(channel), default);
        result.Action.Should().Match<PayAction>(a => a.Kind == PayActionKind.AppParameters && a.Content == "611201200006740100001");
        result.Action!.Fields.Should().Equal(new Dictionary<string, string> { ["tn"] = "611201200006740100001", ["mode"] = "01" });
        result.Action.ExpiresAt.Should().Be(TestKeys.Start.AddMinutes(30));
        _host.Network.Sent.Single().Fields.Should().Contain("channelType", "08").And.NotContainKey("frontUrl");
    }

    [Fact]
    public async Task An_accepted_order_without_a_tn_is_Unknown()
    {
        _host.Network.Reply(_ => { });
        var channel = Bench.Open(_host);
        (await channel.PayAsync(Bench.Pay(channel), default)).Should().Match<ChannelResult>(r => r.Outcome == PayOutcome.Unknown && r.Fault!.RawCode == "no-tn");
    }

    [Fact]
    public async Task Parts_of_a_second_are_cut_off_so_that_the_action_never_outlives_the_attempt()
    {
        var channel = Bench.Open(_host);
        var request = Bench.Pay(channel, "unionpay.gateway") with { ExpiresAt = TestKeys.Start.AddMinutes(30).AddMilliseconds(999), State = ChannelState.Empty };
        var action = (await channel.PayAsync(request with { State = channel.Prepare(request) }, default)).Action!;
        action.Fields.Should().Contain("payTimeout", "20261120123000");
        action.ExpiresAt.Should().BeOnOrBefore(request.ExpiresAt);
    }

    [Fact]
    public async Task Beijings_day_is_not_ours()
    {
        var channel = Bench.Open(_host);
        var request = Bench.Pay(channel, "unionpay.gateway") with { RequestTime = new(2026, 12, 31, 20, 30, 0, TimeSpan.Zero), ExpiresAt = new(2026, 12, 31, 21, 0, 0, TimeSpan.Zero) };
        (await channel.PayAsync(request with { State = channel.Prepare(request) }, default)).Action!.Fields
            .Should().Contain("txnTime", "20270101043000").And.Contain("payTimeout", "20270101050000");
    }

    [Theory]
    [InlineData("USD", 1999)]
    [InlineData("JPY", 1999)]
    [InlineData("CNY", 0)]
    [InlineData("CNY", 1_000_000_000_000)]
    public async Task What_UnionPay_cannot_express_is_not_sent(string currency, long minor)
    {
        var channel = Bench.Open(_host);
        var request = Bench.Pay(channel, fen: minor, currency: Currency.Parse(currency));
        (await channel.PayAsync(request, default)).Should().Match<ChannelResult>(r => r.Outcome == PayOutcome.NotSent && r.Fault!.Blame == FaultBlame.Request);
        _host.Network.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("A123456")]
    [InlineData("A-2026112000001")]
    public async Task A_number_that_UnionPay_does_not_take_is_not_sent(string number)
    {
        var channel = Bench.Open(_host);
        (await channel.PayAsync(Bench.Pay(channel, number: number), default)).Outcome.Should().Be(PayOutcome.NotSent);
    }

    [Fact]
    public async Task Another_method_is_Unsupported()
    {
        var channel = Bench.Open(_host);
        (await channel.PayAsync(Bench.Pay(channel, "unionpay.qr"), default)).Outcome.Should().Be(PayOutcome.Unsupported);
    }

    [Fact]
    public async Task A_close_is_Unsupported_and_the_manifest_does_not_promise_one()
    {
        var channel = Bench.Open(_host);
        var request = Bench.Pay(channel);
        var close = new CloseRequest { AttemptNumber = request.AttemptNumber, Method = request.Method, Amount = request.Amount, RequestTime = request.RequestTime, State = request.State };
        (await channel.CloseAsync(close, default)).Outcome.Should().Be(CloseOutcome.Unsupported);
        new UnionPayPlugin().Manifest.Methods.Should().OnlyContain(m => !m.Operations.Contains(ChannelOperation.Close) && m.ActionExpires);
    }

    [Fact]
    public async Task The_same_request_is_the_same_bytes_whatever_the_clock_says()
    {
        var channel = Bench.Open(_host);
        var request = Bench.Pay(channel);
        await channel.PayAsync(request, default);
        _host.Clock.Advance(TimeSpan.FromMinutes(3));
        await Bench.Open(_host).PayAsync(request with { State = ChannelState.Empty }, default);
        _host.Network.Sent[1].Fields.Should().Equal(_host.Network.Sent[0].Fields);
    }

    [Fact]
    public async Task Every_amount_is_sent_to_the_fen()
    {
        var channel = Bench.Open(_host);
        _host.Network.Reply(a => a["tn"] = "1");
        foreach (var corner in new[] { 1L, 9, 10, 29, 57, 99, 100, 101, 115, 435, 870, 99_999_999_999, 999_999_999_999 }) await Sent(corner);
        var amounts = Gen.Choose(0, 11).SelectMany(digits => Gen.Choose(1, 9).SelectMany(first => Gen.Choose(0, 999_999).Select(rest =>
            Math.Min(999_999_999_999, (first * (long)Math.Pow(10, digits)) + (rest % (long)Math.Pow(10, digits))))));
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(amounts.ToArbitrary(), fen => Sent(fen).GetAwaiter().GetResult()));

        async Task<bool> Sent(long fen)
        {
            await channel.PayAsync(Bench.Pay(channel, fen: fen), default);
            var text = _host.Network.Sent[^1].Fields["txnAmt"];
            text.Should().Be(fen.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return Amounts.Read(text, "156") == new Money(fen, Currency.CNY);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("１")]
    [InlineData("1000000000000")]
    [InlineData("99999999999999999999999")]
    public void What_is_no_amount_is_none(string text) => Amounts.Read(text, "156").Should().BeNull();

    [Theory]
    [InlineData("840")]
    [InlineData("")]
    [InlineData("CNY")]
    public void An_amount_of_another_currency_is_none(string currency) => Amounts.Read("100", currency).Should().BeNull();
}
