using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Router.Core.Orders;
using Router.Host.Tests.Api;

namespace Router.Fuzz.Tests;

/// <summary>Whatever comes over HTTP is answered in JSON with a code; never 500, never a stack.</summary>
public sealed class HttpFuzzTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const int Cases = 600;

    private static readonly (HttpMethod Method, string Path)[] s_doors =
    [
        (HttpMethod.Post, "/v1/payments"), (HttpMethod.Post, "/v1/payments"), (HttpMethod.Post, "/v1/routes/preview?explain=true"), (HttpMethod.Post, "/v1/payments/ID/refunds"),
        (HttpMethod.Post, "/v1/payments/ID/attempts"), (HttpMethod.Post, "/v1/payments/ID/continue"), (HttpMethod.Post, "/v1/payments/ID/close"),
        (HttpMethod.Post, "/ops/v1/accounts/never/override"), (HttpMethod.Put, "/ops/v1/accounts/never/faults"), (HttpMethod.Post, "/ops/v1/accounts/never/undrain"),
        (HttpMethod.Post, "/ops/v1/orders/ID/cases/1/proposals"), (HttpMethod.Post, "/ops/v1/orders/ID/cases/1/approval"), (HttpMethod.Post, "/ops/v1/bills/reconcile"),
        (HttpMethod.Get, "/v1/payments?merchant=VALUE&merchantOrderNo=VALUE"), (HttpMethod.Get, "/v1/bills?account=VALUE&date=VALUE"), (HttpMethod.Get, "/ops/v1/orders?VALUE=VALUE&limit=VALUE"),
        (HttpMethod.Get, "/ops/v1/cases?limit=VALUE&before=VALUE"), (HttpMethod.Get, "/v1/refunds/VALUE"), (HttpMethod.Get, "/ops/v1/orders/VALUE/replay"), (HttpMethod.Get, "/v1/payments/VALUE?ask=VALUE"),
    ];

    [Fact]
    public async Task Bodies_headers_and_addresses()
    {
        var paid = await host.PayAsync("""{"merchant":"shop","merchantOrderNo":"fuzzed","amount":1000,"currency":"CNY","description":"Tea","method":"sim.qr"}""");
        await Fuzz.RunAsync(Corpus.Bodies, Cases, async (input, random) =>
        {
            var (method, path) = s_doors[random.Next(s_doors.Length)];
            path = path.Replace("ID", paid["paymentId"], StringComparison.Ordinal);
            while (path.Contains("VALUE", StringComparison.Ordinal)) path = Replaced(path, Mutation.Value(random));
            using var request = new HttpRequestMessage(method, path);
            if (method != HttpMethod.Get)
            {
                request.Content = new ByteArrayContent(input);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", random.Next(8) == 0 ? Header(random) : "application/json");
            }

            request.Headers.TryAddWithoutValidation("Idempotency-Key", random.Next(4) == 0 ? Header(random) : "k" + random.Next().ToString(CultureInfo.InvariantCulture));
            if (random.Next(3) == 0) request.Headers.TryAddWithoutValidation("Prefer", random.Next(2) == 0 ? Header(random) : "wait=0");
            if (random.Next(8) == 0) request.Headers.TryAddWithoutValidation("Accept", Header(random));
            await AnsweredAsync(path.StartsWith("/ops", StringComparison.Ordinal) ? host.Operator : host.Client, request);
        });
    }

    [Fact]
    public async Task Notifications_whether_they_verify_or_not()
    {
        var paid = await host.PayAsync("""{"merchant":"shop","merchantOrderNo":"told","amount":1000,"currency":"CNY","description":"Tea","method":"sim.qr","allowedAccounts":["never"]}""");
        var attempt = paid.ShouldBe(201)["attempt"]!;
        var good = $$"""{"id":"m1","merchantId":"M2","type":"payment.approved","attempt":"{{attempt}}","amount":999,"currency":"CNY","txn":"t1","at":"2026-03-01T00:00:00Z"}""";
        var bodies = new[] { good, good.Replace("payment.approved", "refund.succeeded", StringComparison.Ordinal).Replace("\"txn\"", "\"refund\":\"r\",\"txn\"", StringComparison.Ordinal) };
        await Fuzz.RunAsync([.. bodies.Select(Fuzz.Utf8)], Cases, async (input, random) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/notify/{(random.Next(20) == 0 ? "x" : "simulator")}/never") { Content = new ByteArrayContent(input) };
            var timestamp = random.Next(10) == 0 ? Header(random) : DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.TryAddWithoutValidation("X-Sim-Timestamp", timestamp);
            request.Headers.TryAddWithoutValidation("X-Sim-Signature", random.Next(4) == 0 ? Header(random) : Signed(timestamp, input));
            await AnsweredAsync(host.Client, request, isNotification: true);
        });
        (await host.Store.FindPaymentAsync(paid["paymentId"]!))!.State.Should().NotBe(PaymentState.Succeeded, "nothing but the amount that was sent makes it paid");
    }

    private static async Task AnsweredAsync(HttpClient client, HttpRequestMessage request, bool isNotification = false)
    {
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request);
        }
        catch (HttpRequestException error) when (error.InnerException is not IOException)
        {
            // The client itself would not send it.
            return;
        }

        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            text.Should().NotContain("289999", "that is a defect of the router");

            // A channel has words of its own for "send it again", and 500 can be one.
            if (!isNotification) ((int)response.StatusCode).Should().NotBe(500, text);
            text.Should().NotContain("   at ").And.NotContain("Exception:");
            if (isNotification && (response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType == "text/plain")) return;

            // Kestrel refuses what is no HTTP at all before anybody could answer in JSON.
            if ((int)response.StatusCode is 400 or 431 or 414 && text.Length == 0 && response.Headers.ConnectionClose == true) return;
            using var json = JsonDocument.Parse(text);
            json.RootElement.GetProperty("code").GetString().Should().MatchRegex("^[0-9]{6}$");
            if (!response.IsSuccessStatusCode) response.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json");
        }
    }

    private static string Signed(string timestamp, byte[] body)
    {
        var key = SHA256.HashData("simulator development key of never for M2"u8);
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. body];
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, signed));
    }

    private static string Header(Random random) => Mutation.Value(random) + (random.Next(3) == 0 ? new string('x', random.Next(300)) : "");

    private static string Replaced(string path, string value)
    {
        var at = path.IndexOf("VALUE", StringComparison.Ordinal);
        return path[..at] + Escaped(value) + path[(at + 5)..];
    }

    // Percent-encoded as bytes, so that what is no text arrives too.
    private static string Escaped(string value) => string.Concat(Encoding.UTF8.GetBytes(value).Select(b => $"%{b:X2}"));
}
