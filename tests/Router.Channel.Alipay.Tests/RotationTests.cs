using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;
using Router.Channel.Alipay.Tests.Bench;
using Router.ChannelSimulators.Alipay;
using Router.TestKit.Compliance;

namespace Router.Channel.Alipay.Tests;

/// <summary>Alipay's certificates change while payments flow.</summary>
public sealed class RotationTests
{
    [Fact]
    public async Task A_new_certificate_is_fetched_once_and_believed()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        await shop.PaidAsync();
        shop.Simulator.RotateCertificate();
        await shop.PaidAsync(number: "A000000000000002");
        await shop.PaidAsync(number: "A000000000000003");
        Downloads(shop).Should().Be(1);
        ((ICredentials)shop.Channel).Credentials.Should().HaveCount(3, "ours, the old one and the new one");
    }

    [Fact]
    public async Task Old_and_new_are_good_side_by_side()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        var (request, _) = await shop.PaidAsync();
        var before = shop.Simulator.NotifyPaid(shop.Merchant.MerchantId, request.AttemptNumber)!;
        shop.Simulator.RotateCertificate();
        await shop.QueryAsync(request);
        (await shop.ParseAsync(before)).Verdict.Should().Be(NotificationVerdict.Verified);
        (await shop.ParseAsync(shop.Simulator.NotifyPaid(shop.Merchant.MerchantId, request.AttemptNumber)!)).Verdict.Should().Be(NotificationVerdict.Verified);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_and_nothing_is_believed()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        shop.Simulator.RotateCertificate();
        using var key = RSA.Create(2048);
        shop.Simulator.Swap(shop.Simulator.AlipaySerial, new AlipayAuthority(Asks.Now, RSA.Create(2048), RSA.Create(2048)).Issue("Simulated Alipay", key).Pem);
        var result = await shop.PayAsync(Asks.Pay("alipay.barcode"));
        (result.Outcome, result.Fault!.RawCode).Should().Be((PayOutcome.Unknown, "KEY_UNAVAILABLE"));
        shop.Host.Lines.Should().ContainSingle(line => line.Contains("was not taken up"));
    }

    [Fact]
    public async Task A_certificate_that_a_merchant_has_issued_is_refused()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        using var merchantKey = RSA.Create();
        merchantKey.ImportFromPem(shop.Merchant.AppPrivateKey);
        using var key = RSA.Create(2048);
        var (pem, serial) = shop.Simulator.Authority.Smuggle(shop.Merchant.AppCertificate, merchantKey, key);
        var forged = Alipay.Signing.CertificateText.Leaf(pem);
        forged.Serial.Should().Be(serial);
        var roots = Alipay.Signing.CertificateText.Roots(shop.Simulator.Authority.RootBundle);
        Alipay.Signing.CertificateChain.LeadsTo(roots.Certificates, forged.Chain, Asks.Now).Should().BeFalse("a root signs issuers, and they sign no issuers");
        Alipay.Signing.CertificateChain.LeadsTo(roots.Certificates, forged.Chain.Skip(1).ToList(), Asks.Now).Should().BeTrue("the merchant's own is genuine");
    }

    [Fact]
    public async Task A_genuine_certificate_of_another_serial_is_refused()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        var old = shop.Simulator.AlipayCertificate;
        shop.Simulator.RotateCertificate();
        shop.Simulator.Swap(shop.Simulator.AlipaySerial, old);
        (await shop.PayAsync(Asks.Pay("alipay.barcode"))).Outcome.Should().Be(PayOutcome.Unknown);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        shop.Simulator.RotateCertificate(Asks.Now.AddSeconds(-1));
        (await shop.PayAsync(Asks.Pay("alipay.barcode"))).Fault!.RawCode.Should().Be("KEY_UNAVAILABLE");
    }

    [Fact]
    public async Task A_certificate_that_ends_is_not_used_any_more()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        shop.Simulator.RotateCertificate(Asks.Now.AddMinutes(10));
        var (request, _) = await shop.PaidAsync();
        shop.Time.Advance(TimeSpan.FromMinutes(11));
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task Serials_that_strangers_name_do_not_keep_the_answers_from_theirs()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        var (request, _) = await shop.PaidAsync();
        var told = shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields["alipay_cert_sn"] = new string('0', 32))!;
        shop.Simulator.RotateCertificate();
        (await shop.ParseAsync(told)).Verdict.Should().Be(NotificationVerdict.KeyUnavailable);
        (await shop.ParseAsync(told)).Verdict.Should().Be(NotificationVerdict.KeyUnavailable);
        Downloads(shop).Should().Be(1);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task A_serial_that_is_none_is_not_asked_for()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        var (request, _) = await shop.PaidAsync();
        foreach (var serial in new[] { "x", "../../etc/passwd", "\",\"a\":\"b", new string('G', 32) })
        {
            var told = shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields => fields["alipay_cert_sn"] = serial)!;
            (await shop.ParseAsync(told)).Verdict.Should().Be(NotificationVerdict.KeyUnavailable);
        }

        Downloads(shop).Should().Be(0);
    }

    [Fact]
    public async Task The_ends_of_all_certificates_are_told()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        var credentials = ((ICredentials)shop.Channel).Credentials;
        credentials.Select(credential => credential.ExpiresAt).Should().OnlyContain(end => end > Asks.Now.AddYears(4));
        credentials.Should().HaveCount(2);
        await using var keys = await Shop.OpenAsync();
        ((ICredentials)keys.Channel).Credentials.Should().BeEmpty();
    }

    private static int Downloads(Shop shop) => shop.Simulator.Requests.Count(sent => Encoding.UTF8.GetString(sent.Body).Contains("alipaycert.download", StringComparison.Ordinal));
}
