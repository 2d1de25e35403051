using Router.Abstractions;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests;

/// <summary>Defects that public payment systems had, as they would show here.</summary>
public sealed class FieldLessonTests
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task D02_a_state_that_UnionPay_calls_unclear_is_not_a_failure()
    {
        foreach (var code in new[] { "03", "04", "05", "99" })
        {
            _host.Network.Reply(a => a["respCode"] = code);
            var channel = Bench.Open(_host);
            (await channel.PayAsync(Bench.Pay(channel), default)).Outcome.Should().Be(PayOutcome.Unknown, code);
        }
    }

    [Fact]
    public async Task D04_a_refund_whose_answer_is_lost_has_not_failed()
    {
        _host.Network.Answer = _ => throw new HttpRequestException(HttpRequestError.ResponseEnded);
        var channel = Bench.Open(_host);
        (await channel.RefundAsync(Bench.Refund(channel, Bench.Pay(channel)), default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Fact]
    public async Task D06_a_repeated_notification_is_acknowledged_alike()
    {
        var told = Words.Posted(Words.Signed(Words.Paid()));
        var channel = Bench.Open(_host);
        var first = await channel.ParseNotificationAsync(told, default);
        (await channel.ParseNotificationAsync(told, default)).Should().BeEquivalentTo(first);
    }

    [Fact]
    public async Task D09_a_time_out_is_not_unpaid()
    {
        _host.Network.Answer = _ => throw new HttpRequestException(HttpRequestError.Unknown, "timed out");
        var channel = Bench.Open(_host);
        var request = Bench.Pay(channel);
        (await channel.PayAsync(request, default)).Outcome.Should().Be(PayOutcome.Unknown);
        (await channel.QueryAsync(Bench.Query(request), default)).Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task D11_a_partial_refund_gives_back_its_own_amount()
    {
        var channel = Bench.Open(_host);
        await channel.RefundAsync(Bench.Refund(channel, Bench.Pay(channel, fen: 1999), fen: 7), default);
        _host.Network.Sent.Single().Fields.Should().Contain("txnAmt", "7");
    }

    [Fact]
    public async Task D13_nothing_is_ever_sent_twice_by_one_call()
    {
        foreach (var error in Enum.GetValues<HttpRequestError>())
        {
            var host = new TestHost();
            host.Network.Answer = _ => throw new HttpRequestException(error);
            var channel = Bench.Open(host);
            await channel.PayAsync(Bench.Pay(channel), default);
            host.Network.Sent.Should().ContainSingle(error.ToString());
        }
    }

    [Fact]
    public async Task D15_two_accounts_at_once_never_mix_their_keys()
    {
        var (one, two) = (Bench.Open(_host), OpenOther());
        var forms = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            var channel = i % 2 == 0 ? one : two;
            return (IsOther: i % 2 == 1, (await channel.PayAsync(Bench.Pay(channel, "unionpay.gateway", number: $"A20261120000{i:D4}"), default)).Action!.Fields!);
        })));
        foreach (var (isOther, fields) in forms)
        {
            var certificate = isOther ? TestKeys.OtherCertificate : TestKeys.MerchantCertificate;
            fields["merId"].Should().Be(isOther ? TestKeys.OtherMerchant : TestKeys.Merchant);
            UnionPay.Signing.MessageVerifier.IsSigned(fields, fields["signature"], certificate.PublicKey.ExportSubjectPublicKeyInfo()).Should().BeTrue();
        }

        IChannel OpenOther()
        {
            var host = new TestHost();
            host.Secrets["up-pfx"] = TestKeys.Pfx(TestKeys.OtherCertificate);
            return new UnionPayPlugin().Open(Bench.Account() with { MerchantId = TestKeys.OtherMerchant }, host);
        }
    }

    [Fact]
    public async Task D18_no_key_and_no_password_is_ever_logged_or_kept()
    {
        _host.Network.Reply(a => a["respCode"] = "11");
        var channel = Bench.Open(_host);
        var request = Bench.Pay(channel);
        var pay = await channel.PayAsync(request, default);
        await channel.ParseNotificationAsync(Words.Posted(Words.Paid()), default);
        var seen = string.Join('\n', _host.Lines) + pay + request.State.Value;
        foreach (var secret in _host.Secrets.Values) seen.Should().NotContain(secret);
    }
}
