using System.Net;
using System.Text;
using Router.Abstractions;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests.Wire;

public sealed class WireTests
{
    private readonly TestHost _host = new();

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task No_connection_is_NotSent(HttpRequestError error)
    {
        _host.Network.Answer = _ => throw new HttpRequestException(error);
        var result = await PayAsync();
        result.Outcome.Should().Be(PayOutcome.NotSent);
        result.Fault.Should().Match<ChannelFault>(f => f.Stage == FaultStage.BeforeSend && f.Blame == FaultBlame.Network);
    }

    [Theory]
    [InlineData(HttpRequestError.Unknown)]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.InvalidResponse)]
    public async Task A_connection_that_breaks_later_is_Unknown(HttpRequestError error)
    {
        _host.Network.Answer = _ => throw new HttpRequestException(error);
        Unknown(await PayAsync());
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Another_status_than_200_is_Unknown_and_is_not_followed(int status)
    {
        _host.Network.Answer = f => new((HttpStatusCode)status)
        {
            Content = new ByteArrayContent(Words.AnswerBytes(Words.Signed(Words.Echo(f, a => a["tn"] = "1")))),
            Headers = { Location = new("http://127.0.0.1:1/") },
        };
        Unknown(await PayAsync()).RawCode.Should().Be($"http-{status}");
        _host.Network.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task An_unsigned_answer_is_Unknown() => Unknown(await PayAsync(f => ScriptedNetwork.Text(Accepted(f)))).RawCode.Should().Be("signature");

    [Fact]
    public async Task An_answer_re_signed_by_a_stranger_is_Unknown() =>
        Unknown(await PayAsync(f => ScriptedNetwork.Text(Words.Signed(Accepted(f), TestKeys.Stranger.Signer))));

    [Fact]
    public async Task An_answer_signed_by_another_merchant_is_Unknown() =>
        Unknown(await PayAsync(f => ScriptedNetwork.Text(Words.Signed(Accepted(f), TestKeys.OtherCertificate))));

    [Fact]
    public async Task An_answer_signed_by_a_stranger_under_UnionPays_certificate_is_Unknown() =>
        Unknown(await PayAsync(f => ScriptedNetwork.Text(Words.Signed(Accepted(f), TestKeys.Stranger.Signer, TestKeys.Authority.Signer))));

    [Fact]
    public async Task An_answer_changed_after_signing_is_Unknown() => Unknown(await PayAsync(f =>
    {
        var answer = Words.Signed(Accepted(f));
        answer["tn"] = "2";
        return ScriptedNetwork.Text(answer);
    }));

    [Fact]
    public async Task An_answer_with_another_signMethod_is_Unknown() => Unknown(await PayAsync(f =>
    {
        var answer = Accepted(f);
        answer["signMethod"] = "11";
        return ScriptedNetwork.Text(Words.Signed(answer));
    }));

    [Fact]
    public async Task Every_truncated_answer_is_Unknown()
    {
        var whole = Array.Empty<byte>();
        (await PayAsync(f => ScriptedNetwork.Bytes(whole = Words.AnswerBytes(Words.Signed(Accepted(f)))))).Outcome.Should().Be(PayOutcome.Pending);
        for (var length = 0; length < whole.Length; length += 97) Unknown(await PayAsync(_ => ScriptedNetwork.Bytes(whole[..length])));
    }

    [Fact]
    public async Task An_answer_replayed_for_another_payment_is_Unknown()
    {
        var first = Array.Empty<byte>();
        await PayAsync(f => ScriptedNetwork.Bytes(first = Words.AnswerBytes(Words.Signed(Accepted(f)))));
        _host.Network.Answer = _ => ScriptedNetwork.Bytes(first);
        var channel = Bench.Open(_host);
        Unknown(await channel.PayAsync(Bench.Pay(channel, number: "A2026112000000002"), default)).RawCode.Should().Be("other-order");
    }

    [Theory]
    [InlineData("merId", "777290058110048")]
    [InlineData("orderId", "A2026112000000009")]
    [InlineData("txnTime", "20261120120001")]
    [InlineData("txnAmt", "1")]
    public async Task An_answer_about_something_else_is_Unknown(string field, string value) => Unknown(await PayAsync(f =>
    {
        var answer = Accepted(f);
        answer[field] = value;
        return ScriptedNetwork.Text(Words.Signed(answer));
    })).RawCode.Should().Be("other-order");

    [Fact]
    public async Task An_answer_that_names_no_order_is_Unknown() => Unknown(await PayAsync(f =>
    {
        var answer = Accepted(f);
        answer.Remove("orderId");
        return ScriptedNetwork.Text(Words.Signed(answer));
    }));

    [Fact]
    public async Task An_endless_answer_is_Unknown() => Unknown(await PayAsync(_ => ScriptedNetwork.Bytes(new byte[2 << 20]))).RawCode.Should().Be("too-long");

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")]
    [InlineData("{\"respCode\":\"00\",\"tn\":\"1\"}")]
    [InlineData("respCode=00&tn=1")]
    [InlineData("")]
    public async Task Garbage_is_Unknown(string body) => Unknown(await PayAsync(_ => ScriptedNetwork.Bytes(Encoding.UTF8.GetBytes(body))));

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_Unknown() => Unknown(await PayAsync(_ => ScriptedNetwork.Bytes([0xC0, 0x80, (byte)'=', 0xFF])));

    [Fact]
    public async Task A_cancelled_call_ends_with_the_cancellation()
    {
        _host.Network.Answer = _ => throw new TaskCanceledException();
        var pay = () => PayAsync();
        await pay.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Requests_are_signed_as_the_protocol_says()
    {
        await PayAsync();
        var (address, fields) = _host.Network.Sent.Should().ContainSingle().Subject;
        address.AbsolutePath.Should().Be("/gateway/api/appTransReq.do");
        UnionPay.Signing.MessageVerifier.IsSigned(fields, fields["signature"], TestKeys.MerchantCertificate.PublicKey.ExportSubjectPublicKeyInfo()).Should().BeTrue();
        fields["certId"].Should().Be(UnionPay.Signing.SigningKeyReader.CertIdOf(TestKeys.MerchantCertificate));
    }

    private static Dictionary<string, string> Accepted(Dictionary<string, string> fields) => Words.Echo(fields, a => a["tn"] = "611201200006740100001");

    private Task<ChannelResult> PayAsync(Func<Dictionary<string, string>, HttpResponseMessage>? answer = null)
    {
        if (answer is not null) _host.Network.Answer = answer;
        var channel = Bench.Open(_host);
        return channel.PayAsync(Bench.Pay(channel), default);
    }

    private static ChannelFault Unknown(ChannelResult result)
    {
        result.Outcome.Should().Be(PayOutcome.Unknown);
        return result.Fault!;
    }
}
