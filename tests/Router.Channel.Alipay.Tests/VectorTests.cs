using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Alipay.Bills;
using Router.Channel.Alipay.Calls;
using Router.Channel.Alipay.Signing;
using Router.Channel.Alipay.Tests.Bench;

namespace Router.Channel.Alipay.Tests;

/// <summary>Every public vector, by its kind; a kind that is not here fails.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Ids => new(Vectors.All.Select(vector => vector.Text("id")));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Vector(string id)
    {
        var vector = Vectors.All.Single(known => known.Text("id") == id);
        switch (vector.Text("kind"))
        {
            case "rsa2-request-sign":
                RequestSign(vector);
                break;
            case "rsa2-notify-verify":
                Notify(vector, keepSignType: false);
                break;
            case "rsa2-notify-verify-keep-sign_type":
                Notify(vector, keepSignType: true);
                break;
            case "rsa2-notify-verify-negative":
                vector.Text("expect").Should().Be("reject");
                foreach (var keep in new[] { false, true })
                    Verifies(Key(vector), CanonicalText.OfNotification(vector.Fields(), keep, keepEmpty: true), vector.Fields()["sign"]).Should().BeFalse();
                break;
            case "rsa2-response-verify":
                Response(vector);
                break;
            case "extract-signed-substring":
                Inner(vector).Should().Be(vector.Text("expected_substring"));
                break;
            case "cert-sn":
                CertificateText.Leaf(vector.Text("cert_pem")).Serial.Should().Be(vector.Text("expected_sn"));
                Issuer(vector).Should().Be(vector.Text("issuer_string"));
                break;
            case "root-cert-sn":
                CertificateText.Roots(vector.Text("root_pem")).Serial.Should().Be(vector.Text("expected_sn"));
                break;
            case "bill-parse":
                BillParse(vector);
                break;
            case "bill-zip-parse":
                await BillZipAsync(vector);
                break;
            default:
                throw new InvalidOperationException($"No test knows the kind {vector.Text("kind")}.");
        }
    }

    [Fact]
    public void There_are_seventeen_vectors() => Vectors.All.Should().HaveCount(17);

    [Fact]
    public void A_real_certificate_of_Alipay_leads_to_its_real_issuer_which_has_no_CA_flag()
    {
        var chain = CertificateText.Leaf(Vectors.All.Single(v => v.Text("id") == "ali-return-url-verify").Text("alipay_cert_pem")).Chain;
        var others = CertificateText.Roots(Vectors.All.Single(v => v.Text("kind") == "root-cert-sn").Text("root_pem")).Certificates;

        CertificateChain.LeadsTo([chain[1]], [chain[0]], null).Should().BeTrue();
        CertificateChain.LeadsTo([chain[1]], [chain[0]], new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)).Should().BeTrue();
        CertificateChain.LeadsTo([chain[1]], [chain[0]], new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)).Should().BeFalse("it had ended");
        CertificateChain.LeadsTo(others, chain, null).Should().BeFalse("production's roots did not issue the sandbox's");
        CertificateChain.LeadsTo([others[0]], [others[0]], null).Should().BeTrue("a root has signed itself");
    }

    private static void RequestSign(JsonElement vector)
    {
        var text = CanonicalText.OfRequest(vector.Fields());
        text.Should().Be(vector.Text("string_to_sign"));
        Verifies(Key(vector), text, vector.Text("expected_sign")).Should().BeTrue();
    }

    private static void Notify(JsonElement vector, bool keepSignType)
    {
        var form = vector.Has("query_string") ? vector.Text("query_string") : vector.Has("form_body") ? vector.Text("form_body") : FormText.Write(vector.Fields());
        var fields = FormText.Read(Encoding.UTF8.GetBytes(form))!;
        var text = CanonicalText.OfNotification(fields, keepSignType, keepEmpty: false);
        text.Should().Be(vector.Text("string_to_verify"));
        Verifies(Key(vector), text, fields["sign"]).Should().BeTrue();
        Verifies(Key(vector), text.Replace("amount=0.", "amount=9.", StringComparison.Ordinal) + " ", fields["sign"]).Should().BeFalse();
        if (vector.Has("params")) fields.Should().Equal(vector.Fields());
    }

    private static void Response(JsonElement vector)
    {
        var signed = vector.Text("signed_substring");
        if (vector.Has("full_response"))
        {
            Inner(vector).Should().Be(signed);
            AnswerEnvelope.Read(Encoding.UTF8.GetBytes(vector.Text("full_response")), vector.Text("node"))!.Sign.Should().Be(vector.Text("sign"));
        }

        Verifies(Key(vector), signed, vector.Text("sign")).Should().BeTrue();
        Verifies(Key(vector), signed.Replace("0.01", "0.02", StringComparison.Ordinal) + " ", vector.Text("sign")).Should().BeFalse();
    }

    private static string Inner(JsonElement vector) =>
        Encoding.UTF8.GetString(AnswerEnvelope.Read(Encoding.UTF8.GetBytes(vector.Text("full_response")), vector.Text("node"))!.Inner.Span);

    private static string Issuer(JsonElement vector)
    {
        using var certificate = X509Certificate2.CreateFromPem(vector.Text("cert_pem"));
        new System.Numerics.BigInteger(certificate.GetSerialNumber(), isUnsigned: true).ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(vector.Text("serial_decimal"));
        return certificate.IssuerName.Decode(
            X500DistinguishedNameFlags.Reversed | X500DistinguishedNameFlags.UseCommas | X500DistinguishedNameFlags.DoNotUseQuotes).Replace(", ", ",");
    }

    private static AlipayKey Key(JsonElement vector)
    {
        if (vector.Has("alipay_cert_pem")) return CertificateText.Leaf(vector.Text("alipay_cert_pem")).Key;
        var name = new[] { "public_key_pem", "alipay_public_key_pem", "alipay_public_key_b64" }.First(field => vector.Has(field));
        return new(null, KeyText.PublicKey(vector.Text(name)), null);
    }

    private static bool Verifies(AlipayKey key, string text, string sign) => key.Verifies(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(sign));

    private static void BillParse(JsonElement vector)
    {
        var file = new BillFile("2088000000000000");
        var lines = new List<BillLine>();
        using var text = new StringReader(vector.Text("text"));
        while (CsvRow.Read(text) is { } row)
            if (file.Read(row) is { } line) lines.Add(line);
        file.CheckTrailer();
        var expected = vector.GetProperty("expected").EnumerateArray().ToList();
        lines.Should().HaveCount(expected.Count);
        foreach (var (line, wanted) in lines.Zip(expected)) Same(line, wanted);
        new Columns(vector.Text("full_header_25").Split(',')).Count.Should().Be(25);
    }

    private static async Task BillZipAsync(JsonElement vector)
    {
        var zip = Convert.FromBase64String(vector.Text("zip_b64"));
        var lines = new List<BillLine>();
        await foreach (var line in BillArchive.ReadAsync(zip, "2088722682748354", CancellationToken.None)) lines.Add(line);
        var expected = vector.GetProperty("expected");
        lines.Should().HaveCount(expected.GetProperty("detail_rows").GetInt32());
        foreach (var (line, wanted) in lines.Zip(expected.GetProperty("rows").EnumerateArray())) Same(line, wanted);
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read, false, Gbk.Strict);
        archive.Entries.Should().ContainSingle(entry => entry.Name.EndsWith(expected.Text("ignore_file"), StringComparison.Ordinal));
    }

    private static void Same(BillLine line, JsonElement wanted)
    {
        line.Kind.Should().Be(wanted.Text("type") == "pay" ? BillLineKind.Payment : BillLineKind.Refund);
        if (wanted.Has("trade_no")) line.ChannelTransactionId.Should().Be(wanted.Text("trade_no"));
        if (wanted.Has("out_trade_no")) line.AttemptNumber.Should().Be(wanted.Text("out_trade_no"));
        line.RefundNumber.Should().Be(wanted.Has("refund_no") ? wanted.Text("refund_no") : null);
        var minor = wanted.Has("amount_minor") ? wanted.GetProperty("amount_minor") : wanted.GetProperty("order_minor");
        line.Amount.Should().Be(new Money(minor.GetInt64(), Currency.CNY));
        if (wanted.Has("finished_utc")) line.BookedAt.Should().Be(wanted.GetProperty("finished_utc").GetDateTimeOffset());
    }
}
