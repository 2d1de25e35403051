using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Router.Channel.WeChatPay.Signing;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

/// <summary>Every entry of wechat-v3.json. A vector of a kind that is not known here fails.</summary>
public sealed class V3VectorTests
{
    public static TheoryData<string> Ids => Vectors.Ids("wechat-v3.json");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Holds(string id)
    {
        var vector = Vectors.Get("wechat-v3.json", id);
        switch (vector.Text("kind"))
        {
            case "rsa-sha256-pkcs1-sign":
                Verifies(PublicKey(vector.Text("public_key_pem")), Utf8(vector.Text("message")), vector.Text("expected_signature_b64"));
                break;
            case "aes-gcm-decrypt":
            case "aes-gcm-encrypt-decrypt":
                Opens(vector);
                break;
            case "authorization-header-format":
                HeaderFits(vector);
                break;
            case "canonical-string":
                QueryIsSigned(vector);
                break;
            case "rsa-sha256-verify-response":
                AnswerVerifies(vector);
                break;
            case "wechatpay-v3-notification":
                NotificationOpens(vector);
                break;
            case "platform-certificate-download":
                CertificateIsInTheAnswer(vector);
                break;
            case "rsa-sha256-pkcs1-sign+authorization-header":
                ChineseOrderIsSigned(vector);
                break;
            case "rsa-oaep-sha1-decrypt":
                SensitiveFieldIsSealedSo(vector);
                break;
            default:
                Assert.Fail($"{id} is of a kind that no test knows.");
                break;
        }
    }

    private static void Opens(JsonElement vector)
    {
        var opened = Open(vector, vector);
        Encoding.UTF8.GetString(opened!).Should().Be(vector.Text("plaintext"));
        if (!vector.TryGetProperty("must_fail", out var failures)) return;
        foreach (var failure in failures.EnumerateArray()) Open(vector, failure).Should().BeNull();
    }

    private static byte[]? Open(JsonElement vector, JsonElement changed)
    {
        string Value(string name) => changed.TryGetProperty(name, out var value) ? value.GetString()! : vector.Text(name);
        return new Envelope([Utf8(Value("key"))]).Open(Value("nonce"), Value("associated_data"), Value("ciphertext_b64"));
    }

    private static void HeaderFits(JsonElement vector)
    {
        var inputs = vector.GetProperty("inputs");
        var seconds = long.Parse(inputs.Text("timestamp"), System.Globalization.CultureInfo.InvariantCulture);
        Encoding.UTF8.GetString(RequestSignature.Canonical(inputs.Text("method"), inputs.Text("canonical_url"), seconds, inputs.Text("nonce"), Utf8(inputs.Text("body"))))
            .Should().Be(vector.Text("expected_message"));
        RequestSignature.Header(inputs.Text("mchid"), inputs.Text("nonce"), seconds, inputs.Text("serial_no"), "<b64>")
            .Should().Be(vector.Text("expected_header_template"));
    }

    private static void QueryIsSigned(JsonElement vector)
    {
        var address = new Uri(vector.Text("url"));
        var canonical = RequestSignature.Canonical(
            vector.Text("method"), address.PathAndQuery, long.Parse(vector.Text("timestamp"), System.Globalization.CultureInfo.InvariantCulture), vector.Text("nonce"), Utf8(vector.Text("body")));
        Encoding.UTF8.GetString(canonical).Should().Be(vector.Text("expected_message"));
        Verifies(PublicKey(vector.Text("public_key_pem")), canonical, vector.Text("expected_signature_b64_computed_here"));
        using var certificate = X509Certificate2.CreateFromPem(vector.Text("certificate_pem"));
        SerialNumber.Of(certificate).Should().Be(vector.Text("serial_no"));
    }

    private static void AnswerVerifies(JsonElement vector)
    {
        var body = Utf8(vector.Text("body"));
        var message = Message(vector, body);
        Encoding.UTF8.GetString(message.Message).Should().Be(vector.Text("canonical"));
        using var key = SignerOf(vector);
        key.Verify(message.Message, message.Signature).Should().BeTrue();
        foreach (var _ in vector.GetProperty("must_fail").EnumerateArray())
        {
            body[12] ^= 1;
            var changed = Message(vector, body);
            key.Verify(changed.Message, changed.Signature).Should().BeFalse("one byte of the body was changed");
        }
    }

    private static void NotificationOpens(JsonElement vector)
    {
        var body = Utf8(vector.Text("body"));
        var message = Message(vector, body);
        if (vector.TryGetProperty("canonical", out var canonical)) Encoding.UTF8.GetString(message.Message).Should().Be(canonical.GetString());
        using var key = SignerOf(vector);
        key.Verify(message.Message, message.Signature).Should().BeTrue();
        message.IsFresh(message.Time.AddSeconds(299)).Should().BeTrue();
        message.IsFresh(message.Time.AddSeconds(300)).Should().BeFalse();

        using var document = JsonDocument.Parse(body);
        var plain = new Envelope([Utf8(vector.Text("api_v3_key"))]).Open(document.RootElement.GetProperty("resource"));
        if (vector.TryGetProperty("expected_plaintext", out var expected)) Encoding.UTF8.GetString(plain!).Should().Be(expected.GetString());
        else X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(plain!)).Dispose();

        body[20] ^= 1;
        var changed = Message(vector, body);
        key.Verify(changed.Message, changed.Signature).Should().BeFalse();
    }

    private static void CertificateIsInTheAnswer(JsonElement vector)
    {
        using var document = JsonDocument.Parse(vector.Text("response_body"));
        var resource = document.RootElement.GetProperty("data")[0].GetProperty("encrypt_certificate");
        var pem = Encoding.UTF8.GetString(new Envelope([Utf8(vector.Text("api_v3_key"))]).Open(resource)!);
        pem.Trim().Should().Be(vector.Text("expected_certificate_pem").Trim());
        using var certificate = X509Certificate2.CreateFromPem(pem);
        SerialNumber.Of(certificate).Should().Be(vector.Text("expected_serial"));
        using var key = VerifyKey.OfCertificate(certificate)!;
        key.Id.Should().Be(vector.Text("expected_serial"));
        key.IsGoodAt(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).Should().BeTrue();
        key.IsGoodAt(new(2029, 1, 1, 0, 0, 0, TimeSpan.Zero)).Should().BeFalse();
    }

    private static void ChineseOrderIsSigned(JsonElement vector)
    {
        var lines = vector.Text("message").Split('\n', 5);
        var seconds = long.Parse(lines[2], System.Globalization.CultureInfo.InvariantCulture);
        var canonical = RequestSignature.Canonical(lines[0], lines[1], seconds, lines[3], Utf8(lines[4][..^1]));
        canonical.Should().Equal(Utf8(vector.Text("message")));
        Verifies(PublicKey(vector.Text("public_key_pem")), canonical, vector.Text("expected_signature_b64"));
        using var certificate = X509Certificate2.CreateFromPem(vector.Text("merchant_cert_pem"));
        RequestSignature.Header("1600314069", lines[3], seconds, SerialNumber.Of(certificate), vector.Text("expected_signature_b64"))
            .Should().Be(vector.Text("expected_authorization"));
    }

    // The plugin sends no sensitive fields; the vector's private key is not public, so only its form can be checked: one block of
    // RSA-OAEP under this key. That OAEP with SHA-1 is what .NET makes of such a field is shown with a key of our own.
    private static void SensitiveFieldIsSealedSo(JsonElement vector)
    {
        using var theirs = PublicKey(vector.Text("public_key_pem"));
        Convert.FromBase64String(vector.Text("ciphertext_b64")).Should().HaveCount(theirs.KeySize / 8);
        using var own = RSA.Create(2048);
        var sealedText = own.Encrypt(Utf8(vector.Text("plaintext")), RSAEncryptionPadding.OaepSHA1);
        Encoding.UTF8.GetString(own.Decrypt(sealedText, RSAEncryptionPadding.OaepSHA1)).Should().Be(vector.Text("plaintext"));
    }

    private static SignedMessage Message(JsonElement vector, byte[] body)
    {
        var headers = vector.GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name.ToLowerInvariant(), h => h.Value.GetString());
        return SignedMessage.Read(headers.GetValueOrDefault, body, out _)!;
    }

    private static VerifyKey SignerOf(JsonElement vector)
    {
        var pem = vector.TryGetProperty("platform_certificate_pem", out var platform) ? platform.GetString()! : vector.Text("certificate_pem");
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return VerifyKey.OfCertificate(certificate)!;
    }

    private static void Verifies(RSA key, byte[] message, string signature)
    {
        using var verifier = new VerifyKey("test", key, null);
        verifier.Verify(message, Convert.FromBase64String(signature)).Should().BeTrue();
        verifier.Verify([.. message, 0], Convert.FromBase64String(signature)).Should().BeFalse();
    }

    private static RSA PublicKey(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
