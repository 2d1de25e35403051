using System.Text.Json;

namespace Router.ChannelSimulators.Stripe;

// Writes the provider's objects.
internal static class SimJson
{
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new() { Indented = true })) write(writer);
        return text.ToArray();
    }

    public static byte[] Error(SimError error) => Write(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("error");
        ErrorBody(json, error);
        json.WriteEndObject();
    });

    private static void ErrorBody(Utf8JsonWriter json, SimError error)
    {
        json.WriteStartObject();
        if (error.Code is not null) json.WriteString("code", error.Code);
        if (error.DeclineCode is not null) json.WriteString("decline_code", error.DeclineCode);
        json.WriteString("message", error.Message);
        if (error.Param is not null) json.WriteString("param", error.Param);
        if (error.Intent is { } intent)
        {
            json.WritePropertyName("payment_intent");
            Intent(json, intent, false);
        }

        json.WriteString("type", error.Type);
        json.WriteEndObject();
    }

    public static void Intent(Utf8JsonWriter json, SimIntent intent, bool expandsCharge, long? received = null)
    {
        json.WriteStartObject();
        json.WriteString("id", intent.Id);
        json.WriteString("object", "payment_intent");
        json.WriteNumber("amount", intent.Amount);
        json.WriteNumber("amount_capturable", intent.Status == "requires_capture" ? intent.Amount : 0);
        json.WriteNumber("amount_received", received ?? intent.Received);
        json.WriteString("capture_method", intent.CaptureMethod);
        json.WriteString("client_secret", intent.ClientSecret);
        json.WriteString("confirmation_method", "automatic");
        json.WriteNumber("created", intent.Created);
        json.WriteString("currency", intent.Currency);
        Optional(json, "customer", intent.Customer);
        Optional(json, "description", intent.Description);
        json.WritePropertyName("last_payment_error");
        if (intent.LastError is { } error) ErrorBody(json, error);
        else json.WriteNullValue();
        json.WritePropertyName("latest_charge");
        if (intent.Charge is null) json.WriteNullValue();
        else if (expandsCharge) Charge(json, intent);
        else json.WriteStringValue(intent.Charge.Id);
        json.WriteBoolean("livemode", false);
        Metadata(json, intent.Metadata);
        json.WritePropertyName("next_action");
        if (intent.ActionUrl is { } url)
        {
            json.WriteStartObject();
            json.WriteStartObject("redirect_to_url");
            Optional(json, "return_url", intent.ReturnUrl);
            json.WriteString("url", url);
            json.WriteEndObject();
            json.WriteString("type", "redirect_to_url");
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        Optional(json, "payment_method", intent.PaymentMethod);
        json.WriteString("status", intent.Status);
        json.WriteEndObject();
    }

    public static void Refund(Utf8JsonWriter json, SimRefund refund)
    {
        json.WriteStartObject();
        json.WriteString("id", refund.Id);
        json.WriteString("object", "refund");
        json.WriteNumber("amount", refund.Amount);
        json.WriteString("charge", refund.Intent.Charge!.Id);
        json.WriteNumber("created", refund.Created);
        json.WriteString("currency", refund.Intent.Currency);
        if (refund.FailureReason is not null) json.WriteString("failure_reason", refund.FailureReason);
        Metadata(json, refund.Metadata);
        json.WriteString("payment_intent", refund.Intent.Id);
        json.WriteString("reason", refund.Reason);
        json.WriteString("status", refund.Status);
        json.WriteEndObject();
    }

    public static void Entry(Utf8JsonWriter json, SimEntry entry, bool expandsSource)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("object", "balance_transaction");
        json.WriteNumber("amount", entry.Amount);
        json.WriteNumber("available_on", entry.Created + (2 * 86_400));
        json.WriteNumber("created", entry.Created);
        json.WriteString("currency", entry.Currency);
        json.WriteNull("exchange_rate");
        json.WriteNumber("fee", entry.Fee);
        json.WriteNumber("net", entry.Amount - entry.Fee);
        json.WriteString("reporting_category", entry.Category);
        json.WritePropertyName("source");
        if (entry.Refund is { } refund && expandsSource) Refund(json, refund);
        else if (entry.Charge is { } intent && expandsSource) Charge(json, intent);
        else json.WriteStringValue(entry.Refund?.Id ?? entry.Charge?.Charge!.Id ?? "po_1");
        json.WriteString("type", entry.Type);
        json.WriteEndObject();
    }

    public static byte[] List<T>(string url, IReadOnlyList<T> items, bool hasMore, Action<Utf8JsonWriter, T> write, string kind = "list") => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("object", kind);
        json.WriteStartArray("data");
        foreach (var item in items) write(json, item);
        json.WriteEndArray();
        json.WriteBoolean("has_more", hasMore);
        json.WriteString("url", url);
        json.WriteEndObject();
    });

    private static void Charge(Utf8JsonWriter json, SimIntent intent)
    {
        var charge = intent.Charge!;
        json.WriteStartObject();
        json.WriteString("id", charge.Id);
        json.WriteString("object", "charge");
        json.WriteNumber("amount", intent.Amount);
        json.WriteNumber("amount_captured", charge.Captured);
        json.WriteNumber("amount_refunded", intent.Refunded);
        json.WriteBoolean("captured", charge.Captured > 0);
        json.WriteNumber("created", charge.Created);
        json.WriteString("currency", intent.Currency);
        Metadata(json, intent.Metadata);
        json.WriteString("payment_intent", intent.Id);
        json.WriteString("status", "succeeded");
        json.WriteEndObject();
    }

    private static void Metadata(Utf8JsonWriter json, SortedDictionary<string, string> metadata)
    {
        json.WriteStartObject("metadata");
        foreach (var (name, value) in metadata) json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null) json.WriteNull(name);
        else json.WriteString(name, value);
    }
}
