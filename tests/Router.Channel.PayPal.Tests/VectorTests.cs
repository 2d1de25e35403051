using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Router.Channel.PayPal.Notifications;

namespace Router.Channel.PayPal.Tests;

/// <summary>Every vector of the file: one that this test does not understand fails it.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Ids => [.. All().Select(v => v.GetProperty("id").GetString()!)];

    [Theory, MemberData(nameof(Ids))]
    public void A_vector_holds(string id)
    {
        var vector = All().Single(v => v.GetProperty("id").GetString() == id);
        vector.TryGetProperty("must_fail", out _).Should().BeFalse("none of this file does, and one that did would have to be read another way");
        var transmission = TransmissionOf(vector);
        var body = Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!);
        var text = transmission.SignedText(vector.GetProperty("webhook_id").GetString()!, body);
        text.Should().Be(vector.GetProperty("expected_signed_string").GetString());
        switch (vector.GetProperty("kind").GetString())
        {
            case "paypal-webhook-signed-string":
                break;
            case "paypal-webhook-rsa-verify":
                using (var certificate = X509Certificate2.CreateFromPem(vector.GetProperty("cert_pem").GetString()))
                {
                    OfflineVerifier.IsSigned(text, transmission.Signature, certificate).Should().BeTrue();
                    OfflineVerifier.IsSigned(text + "0", transmission.Signature, certificate).Should().BeFalse();
                    OfflineVerifier.IsSigned(text, "AAAA" + transmission.Signature[4..], certificate).Should().BeFalse();
                }

                break;
            default:
                Assert.Fail("A vector of a kind that no test checks.");
                break;
        }
    }

    [Fact]
    public void The_file_has_vectors() => All().Should().HaveCountGreaterThanOrEqualTo(2);

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void The_checksum_is_CRC_32(string text, uint expected) => Crc32.Of(Encoding.ASCII.GetBytes(text)).Should().Be(expected);

    private static Transmission TransmissionOf(JsonElement vector)
    {
        var headers = vector.GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name.ToLowerInvariant(), h => h.Value.GetString()!);
        headers.TryAdd("paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-1");
        return Transmission.Read(headers)!;
    }

    private static List<JsonElement> All()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "paypal.json")));
        return [.. document.RootElement.GetProperty("vectors").EnumerateArray().Select(v => v.Clone())];
    }
}
