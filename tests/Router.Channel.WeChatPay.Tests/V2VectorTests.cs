using System.Text;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

/// <summary>Every entry of wechat-v2.json, against the tests' own verifier: the plugin speaks v3 only.</summary>
public sealed class V2VectorTests
{
    public static TheoryData<string> Ids => Vectors.Ids("wechat-v2.json");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Holds(string id)
    {
        var vector = Vectors.Get("wechat-v2.json", id);
        switch (vector.Text("kind"))
        {
            case "md5-sign":
                V2Verifier.StringToSign(vector.GetProperty("params"), vector.Text("key")).Should().Be(vector.Text("string_to_sign"));
                V2Verifier.Md5(vector.Text("string_to_sign")).Should().Be(vector.Text("expected_sign"));
                break;
            case "hmac-sha256-sign":
                V2Verifier.StringToSign(vector.GetProperty("params"), vector.Text("key")).Should().Be(vector.Text("string_to_sign"));
                V2Verifier.HmacSha256(vector.Text("string_to_sign"), vector.Text("key")).Should().Be(vector.Text("expected_sign"));
                break;
            case "aes-256-ecb-pkcs7-decrypt":
                Encoding.UTF8.GetString(V2Verifier.OpenReqInfo(vector.Text("ciphertext_b64"), Encoding.ASCII.GetBytes(vector.Text("key_ascii")))).Should().Be(vector.Text("plaintext"));
                break;
            default:
                Assert.Fail($"{id} is of a kind that no test knows.");
                break;
        }
    }
}
