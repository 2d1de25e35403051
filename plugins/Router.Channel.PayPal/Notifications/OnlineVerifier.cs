using Router.Channel.PayPal.Http;
using Router.Channel.PayPal.Settings;

namespace Router.Channel.PayPal.Notifications;

/// <summary>
/// Asks PayPal whether a notification is its own: POST /v1/notifications/verify-webhook-signature. The event goes into the question byte
/// for byte; it has been read as one JSON object before, so it cannot say more than itself.
/// </summary>
internal sealed class OnlineVerifier(PayPalSettings settings, PayPalApi api)
{
    public async Task<Verification> VerifyAsync(Transmission transmission, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        foreach (var webhook in settings.WebhookIds)
        {
            var question = new ApiRequest(HttpMethod.Post, "/v1/notifications/verify-webhook-signature", Question(transmission, webhook, body));
            var answer = await api.SendAsync(question, cancellationToken);
            if (!answer.IsOk) return Verification.NoKey($"PayPal could not be asked: {answer.Trouble?.RawCode ?? Refusal.Of(answer).Code}");
            switch (answer.Body.Text("verification_status"))
            {
                case "SUCCESS":
                    return Verification.Good;
                case "FAILURE":
                    continue;
                default:
                    return Verification.NoKey("PayPal's answer tells nothing");
            }
        }

        return Verification.Bad("PayPal says that the notification is not its own");
    }

    // Header values are visible ASCII; the writer escapes what JSON wants escaped.
    private static byte[] Question(Transmission transmission, string webhook, ReadOnlyMemory<byte> body)
    {
        using var bytes = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("auth_algo", Transmission.Algorithm);
            json.WriteString("cert_url", transmission.CertificateUrl);
            json.WriteString("transmission_id", transmission.Id);
            json.WriteString("transmission_sig", transmission.Signature);
            json.WriteString("transmission_time", transmission.TimeText);
            json.WriteString("webhook_id", webhook);
            json.WritePropertyName("webhook_event");
            json.WriteRawValue(body.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
