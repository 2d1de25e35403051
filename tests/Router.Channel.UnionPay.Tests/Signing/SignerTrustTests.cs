using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Router.Channel.UnionPay.Signing;
using Router.Channel.UnionPay.Tests.Support;
using Router.ChannelSimulators.UnionPay;

namespace Router.Channel.UnionPay.Tests.Signing;

public sealed class SignerTrustTests
{
    private const string Company = "中国银联股份有限公司";

    [Fact]
    public void UnionPays_certificate_is_taken_again_and_again()
    {
        var trust = Trust();
        for (var i = 0; i < 3; i++) trust.KeyOf(Pem(TestKeys.Authority.Signer), TestKeys.Start, out _).Should().Equal(TestKeys.Authority.Signer.PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void A_merchants_certificate_of_the_same_authority_is_not_UnionPays() => Refused(Trust(), TestKeys.OtherCertificate, "name");

    [Fact]
    public void A_certificate_of_another_authority_is_refused_whatever_its_name() => Refused(Trust(), TestKeys.Stranger.Signer, "root");

    [Fact]
    public void A_certificate_made_by_somebody_is_refused()
    {
        using var key = RSA.Create(2048);
        using var own = new CertificateRequest($"CN=041@1@{Company}@1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TestKeys.Start.AddDays(-1), TestKeys.Start.AddDays(1));
        Refused(Trust(), own, "root");
    }

    [Fact]
    public void A_certificate_that_has_ended_or_not_begun_is_refused()
    {
        using var ended = TestKeys.Authority.Issue($"041@1@{Company}@1", TestKeys.Start.AddYears(-2), TestKeys.Start.AddSeconds(-1));
        using var future = TestKeys.Authority.Issue($"041@1@{Company}@1", TestKeys.Start.AddDays(1), TestKeys.Start.AddYears(1));
        Refused(Trust(), ended, "ended");
        Refused(Trust(), future, "root");
    }

    [Fact]
    public void A_certificate_that_was_taken_is_refused_when_it_has_ended()
    {
        using var brief = TestKeys.Authority.Issue($"041@1@{Company}@1", TestKeys.Start.AddDays(-1), TestKeys.Start.AddHours(1));
        var trust = Trust();
        trust.KeyOf(Pem(brief), TestKeys.Start, out _).Should().NotBeNull();
        trust.KeyOf(Pem(brief), TestKeys.Start.AddHours(2), out _).Should().BeNull();
    }

    [Theory]
    [InlineData("00040000:SIGN")]
    [InlineData("041@8310000000083040@00040000:SIGN@00016495")]
    public void The_test_signer_is_taken_only_where_it_is_named(string name)
    {
        using var certificate = TestKeys.Authority.Issue(name);
        Refused(Trust(), certificate, "name");
        Trust(Company, "00040000:SIGN").KeyOf(Pem(certificate), TestKeys.Start, out _).Should().NotBeNull();
    }

    [Theory]
    [InlineData("041@中国银联股份有限公司@777290058167151:SIGN@1")]
    [InlineData("x中国银联股份有限公司")]
    [InlineData("041@1@中国银联股份有限公司的朋友@1")]
    public void A_name_that_only_looks_like_it_is_refused(string name)
    {
        using var certificate = TestKeys.Authority.Issue(name);
        Refused(Trust(), certificate, "name");
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----")]
    public void What_is_no_certificate_is_refused(string pem) => Trust().KeyOf(pem, TestKeys.Start, out _).Should().BeNull();

    [Fact]
    public void An_EC_certificate_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN=041@1@{Company}@1", key, HashAlgorithmName.SHA256).CreateSelfSigned(TestKeys.Start.AddDays(-1), TestKeys.Start.AddDays(1));
        Refused(Trust(), certificate, "RSA");
    }

    [Fact]
    public void Old_and_new_authorities_hold_side_by_side()
    {
        var trust = new SignerTrust(
            [TestKeys.Authority.Root, TestKeys.Stranger.Root], [Middle(TestKeys.Authority), Middle(TestKeys.Stranger)], [Company]);
        trust.KeyOf(Pem(TestKeys.Authority.Signer), TestKeys.Start, out _).Should().NotBeNull();
        trust.KeyOf(Pem(TestKeys.Stranger.Signer), TestKeys.Start, out _).Should().NotBeNull();
    }

    [Fact]
    public void Without_the_middle_certificate_nothing_leads_to_the_root() =>
        new SignerTrust([TestKeys.Authority.Root], [], [Company]).KeyOf(Pem(TestKeys.Authority.Signer), TestKeys.Start, out _).Should().BeNull();

    [Fact]
    public void A_middle_certificate_alone_is_no_root() =>
        new SignerTrust([TestKeys.Stranger.Root], [Middle(TestKeys.Authority)], [Company]).KeyOf(Pem(TestKeys.Authority.Signer), TestKeys.Start, out _).Should().BeNull();

    // CFCA's test authority signs with SHA-1, as the public vectors show.
    [Fact]
    public void Certificates_signed_with_SHA1_are_taken() =>
        new SignerTrust([X509Certificate2.CreateFromPem(Sha1Certificates.Root)], [], [Company])
            .KeyOf(Sha1Certificates.Signer, TestKeys.Start.AddYears(1), out var why).Should().NotBeNull(why);

    private static SignerTrust Trust(params string[] names) =>
        new([TestKeys.Authority.Root], [Middle(TestKeys.Authority)], names.Length == 0 ? [Company] : names);

    private static X509Certificate2 Middle(UnionPayKeys keys) => X509Certificate2.CreateFromPem(keys.MiddlePem);

    private static string Pem(X509Certificate2 certificate) => UnionPayKeys.WirePem(certificate);

    private static void Refused(SignerTrust trust, X509Certificate2 certificate, string said)
    {
        trust.KeyOf(Pem(certificate), TestKeys.Start, out var why).Should().BeNull();
        why.Should().Contain(said);
    }
}
