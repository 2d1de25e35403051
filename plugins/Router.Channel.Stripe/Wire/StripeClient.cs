using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Settings;

namespace Router.Channel.Stripe.Wire;

/// <summary>Sends one request and reads one answer. It never repeats: waiting and asking again are the engine's.</summary>
internal sealed class StripeClient(StripeSettings settings, IChannelHost host)
{
    // Pinned: the objects are read as this version writes them (https://docs.stripe.com/api/versioning).
    public const string ApiVersion = "2025-04-30.basil";

    private const int AnswerMax = 1 << 20;

    // A hundred intents or bookings, each with a charge inside and whatever other systems at the account keep in their metadata.
    private const int ListMax = 4 << 20;

    public StripeSettings Settings => settings;

    public Task<StripeReply> GetAsync(string target, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, target, null, null, AnswerMax, cancellationToken);

    public Task<StripeReply> ListAsync(string target, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, target, null, null, ListMax, cancellationToken);

    /// <param name="target">Path and query.</param>
    /// <param name="form">The form, exactly as it goes on the wire.</param>
    /// <param name="idempotencyKey">Null for a call that is its own repeat.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    public Task<StripeReply> PostAsync(string target, string form, string? idempotencyKey, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, target, form, idempotencyKey, AnswerMax, cancellationToken);

    private async Task<StripeReply> SendAsync(
        HttpMethod method, string target, string? form, string? idempotencyKey, int answerMax, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(settings.ApiBase, target));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.SecretKey);
        request.Headers.TryAddWithoutValidation("Stripe-Version", ApiVersion);
        if (settings.ConnectedAccount is { } account) request.Headers.TryAddWithoutValidation("Stripe-Account", account);
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (form is not null)
        {
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(form));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        }

        try
        {
            using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(response, answerMax, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return StripeReply.NotSent("connection", $"No connection to {settings.ApiBase.Host}: {failure.HttpRequestError}.");
        }
        catch (HttpRequestException failure)
        {
            return StripeReply.Lost("network", $"The answer was lost: {failure.HttpRequestError}.", FaultBlame.Network);
        }
        catch (IOException)
        {
            return StripeReply.Lost("network", "The connection ended within the answer.", FaultBlame.Network);
        }
    }

    private static async Task<StripeReply> ReadAsync(HttpResponseMessage response, int answerMax, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400) return StripeReply.Lost("redirect", $"HTTP {status}: the API sends nobody elsewhere; it was not followed.");
        if (status is not (200 or (>= 400 and < 500))) return StripeReply.Lost($"http-{status}", $"HTTP {status}.");
        if (await ReadBodyAsync(response, answerMax, cancellationToken).ConfigureAwait(false) is not { } bytes)
            return StripeReply.Lost("too-long", $"The answer is longer than {answerMax} bytes.");
        JsonElement body;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            body = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return StripeReply.Lost("garbage", $"HTTP {status} with a body that is no JSON.");
        }

        if (status == 200) return body.ValueKind == JsonValueKind.Object ? StripeReply.Of(body) : StripeReply.Lost("garbage", "HTTP 200 without an object.");
        if (body.Object("error") is not { } error || error.Text("type") is not { } type)
            return StripeReply.Lost($"http-{status}", $"HTTP {status} without an error of Stripe's.");
        return StripeReply.Of(new StripeError(
            status, type, CodeOf(error), error.Text("decline_code"), Scrub.Clean(error.Text("message")), error.Object("payment_intent"),
            response.Headers.RetryAfter?.Delta));
    }

    // The one refusal whose reason has been seen under another name only: https://github.com/Automattic/woocommerce-payments/issues/10025.
    private static string? CodeOf(JsonElement error) =>
        error.Text("code") ?? (error.Text("message_code") is "insufficient_balance_for_refund" and var code ? code : null);

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpResponseMessage response, int answerMax, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > answerMax) return null;
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (kept.Length + count > answerMax) return null;
            kept.Write(buffer, 0, count);
        }

        return kept.ToArray();
    }
}
