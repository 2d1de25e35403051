using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

/// <summary>A list of platform certificates is believed only where it is sealed for us, signed by one of its own, and fresh.</summary>
public sealed class CertificateTests : IDisposable
{
    private static readonly Lazy<RSA> s_key = new(() => RSA.Create(2048)), s_stranger = new(() => RSA.Create(2048));
    private readonly StubBench _bench = new(merchant => merchant.Settings.Remove("publicKeys"));

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_good_list_is_believed()
    {
        Serve(List());
        (await _bench.PayAsync()).Outcome.Should().Be(PayOutcome.Pending);
        ((ICredentials)_bench.Channel).Credentials.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_list_without_a_signature_is_not() => await Refused(List(), "ANSWER_SIGNATURE", headers => headers.Clear());

    [Fact]
    public async Task A_list_signed_by_a_stranger_is_not() => await Refused(List(), "ANSWER_SIGNATURE", signer: s_stranger.Value);

    [Fact]
    public async Task A_list_signed_under_a_serial_that_is_not_in_it_is_not() =>
        await Refused(List(), "ANSWER_SIGNATURE", headers => headers["wechatpay-serial"] = "5DEA10EF55877E3CF6C33255C2E7DEFFF7E427EC");

    [Fact]
    public async Task An_old_list_is_not() => await Refused(List(), "ANSWER_SIGNATURE", at: -301);

    [Fact]
    public async Task A_list_sealed_with_another_key_is_not() => await Refused(List(apiV3Key: new string('x', 32)), "CERTIFICATES_SEALED");

    [Fact]
    public async Task A_certificate_under_another_ones_serial_is_not() => await Refused(List(serial: "5DEA10EF55877E3CF6C33255C2E7DEFFF7E427EC"), "CERTIFICATES_SEALED");

    [Fact]
    public async Task A_certificate_that_has_ended_signs_nothing() => await Refused(List(daysLeft: -1), "ANSWER_SIGNATURE");

    [Fact]
    public async Task A_certificate_that_has_not_begun_signs_nothing() => await Refused(List(daysOld: -1), "ANSWER_SIGNATURE");

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":[1,null,"x",{"serial_no":"1"},{"encrypt_certificate":{"algorithm":"none"}}]}""")]
    public async Task A_list_that_is_none_is_not(string body) => await Refused(body, "CERTIFICATES_SEALED");

    [Theory]
    [InlineData(302, "REDIRECT", FaultBlame.Channel)]
    [InlineData(500, "HTTP_500", FaultBlame.Channel)]
    [InlineData(401, "HTTP_401", FaultBlame.Us)]
    [InlineData(404, "HTTP_404", FaultBlame.Us)]
    public async Task A_list_that_is_refused_is_told(int status, string code, FaultBlame blame)
    {
        _bench.Platform.Answers.Enqueue(_ => _bench.Platform.Response(status, [], false));
        (await _bench.PayAsync()).Should().BeEquivalentTo(new { Outcome = PayOutcome.NotSent, Fault = new { RawCode = code, Blame = blame } });
        (await _bench.PayAsync()).Should().BeEquivalentTo(new { Outcome = PayOutcome.NotSent, Fault = new { RawCode = code, Blame = blame } });
        _bench.Platform.Requests.Should().ContainSingle("it is asked for once a minute");
        _bench.Host.Logged.Should().ContainSingle();
    }

    private async Task Refused(string list, string code, Action<Dictionary<string, string>>? spoil = null, RSA? signer = null, int at = 0)
    {
        Serve(list, spoil, signer, at);
        (await _bench.PayAsync()).Should().BeEquivalentTo(new { Outcome = PayOutcome.NotSent, Fault = new { RawCode = code } });
        _bench.Platform.Requests.Should().ContainSingle().Which.Target.Should().Be("/v3/certificates");
    }

    private void Serve(string list, Action<Dictionary<string, string>>? spoil = null, RSA? signer = null, int at = 0)
    {
        _bench.Platform.Answers.Enqueue(_ => Response(Encoding.UTF8.GetBytes(list), spoil, signer ?? s_key.Value, at));
        _bench.Platform.Answers.Enqueue(_ => Response("""{"code_url":"weixin://x"}"""u8.ToArray(), null, s_key.Value, 0));
    }

    private HttpResponseMessage Response(byte[] body, Action<Dictionary<string, string>>? spoil, RSA signer, int at) => _bench.Platform.Response(200, body, true, headers =>
    {
        var timestamp = _bench.Time.GetUtcNow().AddSeconds(at).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{timestamp}\n{headers["wechatpay-nonce"]}\n"), .. body, (byte)'\n'];
        headers["wechatpay-timestamp"] = timestamp;
        headers["wechatpay-serial"] = "5D00000000000000000000000000000000000001";
        headers["wechatpay-signature"] = Convert.ToBase64String(signer.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        spoil?.Invoke(headers);
    });

    private string List(string? apiV3Key = null, string serial = "5D00000000000000000000000000000000000001", int daysOld = 1, int daysLeft = 100)
    {
        var now = _bench.Time.GetUtcNow();
        var request = new CertificateRequest("CN=Tenpay.com sign", s_key.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForRSA(s_key.Value, RSASignaturePadding.Pkcs1), now.AddDays(Math.Min(-daysOld, daysLeft - 1)), now.AddDays(daysLeft),
            Convert.FromHexString("5D00000000000000000000000000000000000001"));
        var plain = Encoding.UTF8.GetBytes(certificate.ExportCertificatePem());
        var cipher = new byte[plain.Length + 16];
        using (var aes = new AesGcm(Encoding.UTF8.GetBytes(apiV3Key ?? _bench.Merchant.ApiV3Key), 16))
            aes.Encrypt("61f9c719728a"u8, plain, cipher.AsSpan(0, plain.Length), cipher.AsSpan(plain.Length), "certificate"u8);
        return new JsonObject
        {
            ["data"] = new JsonArray(new JsonObject
            {
                ["serial_no"] = serial,
                ["effective_time"] = "2026-11-19T12:00:00+08:00",
                ["expire_time"] = "2027-02-28T12:00:00+08:00",
                ["encrypt_certificate"] = new JsonObject
                {
                    ["algorithm"] = "AEAD_AES_256_GCM",
                    ["nonce"] = "61f9c719728a",
                    ["associated_data"] = "certificate",
                    ["ciphertext"] = Convert.ToBase64String(cipher),
                },
            }),
        }.ToJsonString();
    }
}
