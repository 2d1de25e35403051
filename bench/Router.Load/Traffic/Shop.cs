using System.Diagnostics;
using System.Globalization;
using System.Text;
using Router.Load.Records;

namespace Router.Load.Traffic;

/// <summary>The merchants: what each payment asks for and what follows it, drawn from the seed; all of it goes into the history.</summary>
internal sealed class Shop(HttpClient http, History history, OpenLoop loop, LoadOptions options, Uri inbox)
{
    /// <summary>Seconds for which a payment is payable.</summary>
    public const int ExpiresIn = 12;

    private const int RepeatsMax = 8;
    private static readonly TimeSpan s_repeatAfter = TimeSpan.FromSeconds(1.5);

    private int _index;
#pragma warning disable CA5394
    private readonly Random _random = new(options.Seed ^ 0x5EED);

    /// <summary>The next payment, due at this moment. One thread calls it.</summary>
    public Work Next(long due)
    {
        var index = _index++;
        var number = $"L{options.Seed}-{index}";
        var asked = new AskedPayment($"m{index % 7}", number, $"pay-{number}", _random.Next(100, 50_000));
        var draw = _random.Next(100);
        var method = options.PayOnly || draw < 25 ? "sim.barcode" : draw < 75 ? "sim.qr" : draw < 92 ? "sim.card" : "sim.app";
        var body = Body(asked, method, index);
        var follows = options.PayOnly ? 100 : _random.Next(100);
        return new(due, "pay", async () =>
        {
            history.Payments.Enqueue(asked);
            var reply = await PayAsync(asked, body, 0);
            if (reply.PaymentId is { } id && asked.PaymentId == id) Follow(asked, body, method, follows);
            return reply;
        });
    }
#pragma warning restore CA5394

    private void Follow(AskedPayment asked, string body, string method, int draw)
    {
        var id = asked.PaymentId!;
        if (draw < 20) Later("query", 400, () => OnPaymentAsync(asked, HttpMethod.Get, $"/v1/payments/{id}", null));
        else if (draw < 26) Later("repeat", 5, () => PayAsync(asked, body, RepeatsMax));
        else if (draw < 30) Later("second", 300, () => SecondAsync(asked, method));
        else if (draw < 34) Later("close", 500, () => OnPaymentAsync(asked, HttpMethod.Post, $"/v1/payments/{id}/close", ""));
        else if (draw < 38 && method == "sim.qr") Later("switch", 600, () => OnPaymentAsync(asked, HttpMethod.Post, $"/v1/payments/{id}/attempts", """{"methods":["sim.app"]}"""));
        else if (draw < 50) Refund(asked, 1, method == "sim.barcode" ? 300 : 2500);
    }

    private void Refund(AskedPayment asked, int count, int after)
    {
        // A second refund may ask for more than is left.
        var refund = new AskedRefund(asked.PaymentId!, $"R{count}-{asked.OrderNo}", $"refund{count}-{asked.OrderNo}", Math.Max(1, asked.Amount * 6 / 10));
        Later("refund", after, () =>
        {
            history.Refunds.Enqueue(refund);
            if (count == 1) Refund(asked, 2, 200);
            return RefundAsync(refund, 0);
        });
    }

    private async Task<Reply> PayAsync(AskedPayment asked, string body, int repeats)
    {
        var reply = await SendAsync(HttpMethod.Post, "/v1/payments", body, asked.Key);
        if (reply.IsGood && reply is { PaymentId: { } id, State: { } state }) history.Acknowledge(asked, id, state);
        else if (reply.IsOpen && repeats < RepeatsMax) Later("repeat", s_repeatAfter.TotalMilliseconds, () => PayAsync(asked, body, repeats + 1));
        else if (!reply.IsOpen) asked.Refuse(reply.Code);
        return reply;
    }

    // The same order number under another key: refused while the first is open or paid, a payment of its own after it failed.
    private Task<Reply> SecondAsync(AskedPayment first, string method)
    {
        var second = new AskedPayment(first.Merchant, first.OrderNo, "second-" + first.Key, first.Amount);
        history.Payments.Enqueue(second);
        return PayAsync(second, Body(second, method, 1), 0);
    }

    private async Task<Reply> OnPaymentAsync(AskedPayment asked, HttpMethod verb, string path, string? body)
    {
        var reply = await SendAsync(verb, path, body, null);
        if (reply.IsGood && reply is { PaymentId: { } id, State: { } state }) history.Acknowledge(asked, id, state);
        return reply;
    }

    private async Task<Reply> RefundAsync(AskedRefund refund, int repeats)
    {
        var body = $$"""{"merchantRefundNo":"{{refund.Number}}","amount":{{refund.Amount.ToString(CultureInfo.InvariantCulture)}},"reason":"returned"}""";
        var reply = await SendAsync(HttpMethod.Post, $"/v1/payments/{refund.PaymentId}/refunds", body, refund.Key);
        if (reply.IsGood) (refund.RefundId, refund.State) = (reply.RefundId, reply.State);
        else if (reply.IsOpen && repeats < RepeatsMax) Later("refund", s_repeatAfter.TotalMilliseconds, () => RefundAsync(refund, repeats + 1));
        return reply;
    }

    private async Task<Reply> SendAsync(HttpMethod verb, string path, string? body, string? key)
    {
        using var request = new HttpRequestMessage(verb, path);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (body is { Length: > 0 }) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request);
            return await Reply.ReadAsync(response);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return Reply.None;
        }
    }

    private void Later(string kind, double milliseconds, Func<Task<Reply>> send) =>
        loop.Add(new(Stopwatch.GetTimestamp() + (long)(milliseconds / 1000 * Stopwatch.Frequency), kind, send));

    private string Body(AskedPayment asked, string method, int index)
    {
        var code = method == "sim.barcode" ? $",\"authCode\":\"28{index:D16}\"" : "";
        var told = options.PayOnly ? "" : $",\"notifyUrl\":\"{inbox}\"";
        return $$"""
            {"merchant":"{{asked.Merchant}}","merchantOrderNo":"{{asked.OrderNo}}","amount":{{asked.Amount.ToString(CultureInfo.InvariantCulture)}},"currency":"{{AskedPayment.Currency}}","description":"Tea","methods":["{{method}}"],"expiresIn":{{ExpiresIn}}{{code}}{{told}}}
            """;
    }
}
