using Router.Abstractions;
using Router.Channel.UnionPay.Signing;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests.Signing;

public sealed class TraceTests
{
    [Fact]
    public void It_shows_what_is_signed_and_never_a_key()
    {
        var trace = ((ISignatureTrace)Bench.Open(new())).Trace(new("POST", "/", "b=2%262&a=%E8%8C%B6+x&signature=old&c=", TestKeys.Start, "n"));
        trace.Canonical.Should().Be("a=茶 x&b=2&2");
        trace.Scheme.Should().Be("UNIONPAY-5.1.0-01");
        trace.KeyFingerprint.Should().HaveLength(64);
        trace.BodyHash.Should().HaveLength(64);
        var fields = new Dictionary<string, string> { ["a"] = "茶 x", ["b"] = "2&2" };
        MessageVerifier.IsSigned(fields, trace.Signature, TestKeys.MerchantCertificate.PublicKey.ExportSubjectPublicKeyInfo()).Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"json\":1}")]
    [InlineData("&&==%zz")]
    public void It_shows_something_for_any_body(string body) =>
        ((ISignatureTrace)Bench.Open(new())).Trace(new("POST", "/", body, TestKeys.Start, "")).Signature.Should().NotBeEmpty();

    [Fact]
    public void The_same_text_has_the_same_signature_each_time()
    {
        var channel = (ISignatureTrace)Bench.Open(new());
        var sample = new SignatureSample("POST", "/", "a=1", TestKeys.Start, "");
        channel.Trace(sample).Should().Be(channel.Trace(sample));
    }
}
