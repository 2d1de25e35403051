using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Router.Channel.UnionPay.Bills;
using Router.Channel.UnionPay.Signing;
using Router.Channel.UnionPay.Tests.Support;
using Router.Channel.UnionPay.Wire;

namespace Router.Channel.UnionPay.Tests;

/// <summary>Every vector of the files, by its kind; a vector of an unknown kind fails.</summary>
public sealed class VectorTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.json").Order(StringComparer.Ordinal))
            {
                using var json = JsonDocument.Parse(File.ReadAllText(file));
                foreach (var vector in json.RootElement.GetProperty("vectors").EnumerateArray()) data.Add(Path.GetFileName(file), vector.GetProperty("id").GetString()!);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void It_holds(string file, string id)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", file)));
        var vector = json.RootElement.GetProperty("vectors").EnumerateArray().Single(v => v.GetProperty("id").GetString() == id);
        switch (vector.GetProperty("kind").GetString())
        {
            case "unionpay-5.1.0-sign":
                Signs(vector);
                break;
            case "unionpay-5.1.0-verify":
                Verifies(vector);
                break;
            case "unionpay-zm-fixed-width":
                Cuts(vector);
                break;
            case { } kind when kind.StartsWith("md5-sign", StringComparison.Ordinal):
                SumsUp(vector);
                break;
            default:
                Assert.Fail($"{id} is of a kind that no test knows.");
                break;
        }
    }

    [Fact]
    public void There_are_four_of_messages_and_two_of_bills() => All.Should().HaveCount(6);

    private static void Signs(JsonElement vector)
    {
        var fields = Fields(vector);
        var canonical = Canonical.Of(fields);
        canonical.Should().Be(vector.GetProperty("string_to_sign").GetString());
        Canonical.Digest(canonical).Should().Be(vector.GetProperty("sha256_hex").GetString());
        using var certificate = X509Certificate2.CreateFromPem(vector.GetProperty("certificate_pem").GetString());
        SigningKeyReader.CertIdOf(certificate).Should().Be(vector.GetProperty("cert_id_decimal_of_pfx_cert").GetString());
        using var rsa = RSA.Create();
        rsa.ImportFromPem(vector.GetProperty("public_key_pem").GetString());
        MessageVerifier.IsSigned(fields, vector.GetProperty("expected_signature").GetString()!, rsa.ExportSubjectPublicKeyInfo()).Should().BeTrue();
        fields["txnAmt"] = "2";
        MessageVerifier.IsSigned(fields, vector.GetProperty("expected_signature").GetString()!, rsa.ExportSubjectPublicKeyInfo()).Should().BeFalse();
    }

    private static void Verifies(JsonElement vector)
    {
        var fields = Fields(vector);
        Canonical.Of(fields).Should().Be(vector.GetProperty("string_to_verify").GetString());
        Canonical.Digest(Canonical.Of(fields)).Should().Be(vector.GetProperty("sha256_hex").GetString());
        using var certificate = X509Certificate2.CreateFromPem(fields["signPubKeyCert"]);
        var key = certificate.PublicKey.ExportSubjectPublicKeyInfo();
        MessageVerifier.IsSigned(fields, fields["signature"], key).Should().BeTrue();

        // As it travels, in an answer and in a notification, it is read the same.
        AnswerText.Parse(Encoding.UTF8.GetString(Words.AnswerBytes(fields))).Should().BeEquivalentTo(fields);
        FormText.Parse(Words.Posted(fields).Body.Span).Should().BeEquivalentTo(fields);

        // Its certificate is UnionPay's by name, but leads to no root of this account: it is not believed.
        var trust = new SignerTrust([TestKeys.Authority.Root], [], ["中国银联股份有限公司"]);
        trust.KeyOf(fields["signPubKeyCert"], new(2022, 9, 9, 0, 0, 0, TimeSpan.Zero), out var why).Should().BeNull();
        why.Should().Contain("root");

        foreach (var name in fields.Keys.Where(name => name != "signature"))
        {
            var changed = new Dictionary<string, string>(fields) { [name] = fields[name] + "1" };
            MessageVerifier.IsSigned(changed, fields["signature"], key).Should().BeFalse(name);
        }
    }

    private static void Cuts(JsonElement vector)
    {
        var line = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetBytes(vector.GetProperty("line").GetString()!);
        line.Should().HaveCount(vector.GetProperty("lengths").EnumerateArray().Sum(l => l.GetInt32()) + vector.GetProperty("lengths").GetArrayLength() - 1);
        var fields = FixedWidth.Transactions.Cut(line);
        fields.Should().HaveCount(vector.GetProperty("lengths").GetArrayLength());
        foreach (var expected in vector.GetProperty("expected").EnumerateObject())
            fields[int.Parse(expected.Name, System.Globalization.CultureInfo.InvariantCulture)].Should().Be(expected.Value.GetString(), expected.Name);

        var read = TransactionLine.Read(fields, "777290058167151", new(2022, 9, 8));
        read.ChannelTransactionId.Should().Be(fields[9]);
        read.Amount.Minor.Should().Be(1);
        read.BookedAt.Month.Should().Be(9);
    }

    // The QR acquirer's MD5 scheme is not this plugin's; the vector is checked by the scheme written out here.
    private static void SumsUp(JsonElement vector)
    {
        var fields = Fields(vector);
        var text = string.Join('&', fields.Where(f => f.Key != "sign" && f.Value.Length > 0).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + "=" + f.Value))
            + "&key=" + vector.GetProperty("key").GetString();
        text.Should().Be(vector.GetProperty("string_to_sign").GetString());
#pragma warning disable CA5351 // MD5 is what that scheme uses.
        Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text))).Should().Be(vector.GetProperty("expected_sign").GetString()).And.Be(fields["sign"]);
#pragma warning restore CA5351
    }

    private static Dictionary<string, string> Fields(JsonElement vector) =>
        vector.GetProperty("params").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
}
