using System.Text;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Orders;

/// <summary>The bodies of the order calls. The same attempt gives the same bytes: nothing but the request goes into them.</summary>
internal static class OrderBody
{
    /// <summary>For the steps whose whole meaning stands in their address.</summary>
    public static readonly byte[] Nothing = [.. "{}"u8];

    /// <param name="request">The attempt.</param>
    /// <param name="intent">CAPTURE or AUTHORIZE.</param>
    /// <param name="value">The amount as PayPal writes it.</param>
    public static byte[] Create(PayRequest request, string intent, string value) => Write(json =>
    {
        json.WriteString("intent", intent);
        json.WriteStartArray("purchase_units");
        json.WriteStartObject();
        json.WriteString("reference_id", request.AttemptNumber);
        json.WriteString("custom_id", request.AttemptNumber);
        json.WriteString("invoice_id", request.AttemptNumber);
        json.WriteString("description", Whole(request.Description, 127));
        Amount(json, request.Amount.Currency.Code, value);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("payment_source");
        json.WriteStartObject("paypal");
        json.WriteStartObject("experience_context");
        json.WriteString("user_action", "PAY_NOW");
        json.WriteString("shipping_preference", "NO_SHIPPING");
        if (request.ReturnUrl is { } back)
        {
            json.WriteString("return_url", back.AbsoluteUri);
            json.WriteString("cancel_url", back.AbsoluteUri);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Takes part of what is held, and lets go of the rest.</summary>
    public static byte[] CaptureHeld(Money amount, string value) => Write(json =>
    {
        Amount(json, amount.Currency.Code, value);
        json.WriteBoolean("final_capture", true);
    });

    public static byte[] Refund(RefundRequest request, string value) => Write(json =>
    {
        Amount(json, request.Amount.Currency.Code, value);
        json.WriteString("invoice_id", request.RefundNumber);
        json.WriteString("custom_id", request.AttemptNumber);
        if (request.Reason is { Length: > 0 } reason) json.WriteString("note_to_payer", Whole(reason, 255));
    });

    public static byte[] Intent(string intent) => Encoding.UTF8.GetBytes($$"""[{"op":"replace","path":"/intent","value":"{{intent}}"}]""");

    // Half a character is none: it becomes U+FFFD, as it would on the wire.
    private static string Whole(string text, int lengthMax) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Length <= lengthMax ? text : text[..lengthMax]));

    private static void Amount(Utf8JsonWriter json, string code, string value)
    {
        json.WriteStartObject("amount");
        json.WriteString("currency_code", code);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
