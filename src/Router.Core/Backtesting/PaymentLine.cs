using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Rules;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Core.Backtesting;

/// <summary>
/// A payment as a line of JSON: a facts line as "router rules eval" takes it, { "platform": "ios", "amount": 1000, "currency": "CNY", … },
/// with the methods and, where it was recorded, seed, outcome and health beside the facts.
/// </summary>
public static class PaymentLine
{
    private const string Merchant = "merchant";
    private const string MetadataPrefix = "metadata.";

    /// <summary>
    /// The payment, or what is missing from the line: a payment has an amount, a currency and a method. Everything else is optional, and a
    /// member that is no fact is passed on as one, so that the plan lists it among what was not understood.
    /// </summary>
    /// <param name="line">One line.</param>
    /// <param name="number">Which line: for the findings, and for its order number where it has none.</param>
    /// <param name="at">When it is taken to have been accepted, where it has no time.</param>
    public static Loaded<RecordedPayment> Read(string line, long number, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(line);
        var source = new SourceText(string.Create(CultureInfo.InvariantCulture, $"line {number}"), Encoding.UTF8.GetBytes(line));
        var findings = new Findings(source);
        var root = JsonItemReader.Read(source, findings);
        if (root is { Kind: not JsonKind.Object })
            findings.Error(DiagnosticIds.BadFactsLine, root, $"A payment is a JSON object, {{ … }}; here stands {Shape.Kind(root)}.");
        var payment = root is null || findings.ErrorCount > 0 ? null : new LineReading(root, findings).Payment(number, at);
        return new(findings.ErrorCount == 0 ? payment : null, findings.InFileOrder());
    }

    /// <summary>What a stored order says of itself; no payer, no card number, nothing a channel told.</summary>
    public static string Write(PaymentOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            WriteTerms(writer, order);
            WriteOutcome(writer, order);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTerms(Utf8JsonWriter writer, PaymentOrder order)
    {
        var terms = order.Terms;
        writer.WriteString("order", terms.MerchantOrderNo);
        writer.WriteString(Merchant, terms.Merchant);
        writer.WriteNumber("amount", terms.Amount.Minor);
        writer.WriteString("currency", terms.Amount.Currency.Code);
        WriteTexts(writer, "methods", terms.Methods);
        writer.WriteString("time", order.CreatedAt);
        writer.WriteNumber("validitySeconds", (long)(order.ExpiresAt - order.CreatedAt).TotalSeconds);
        // An agreement or a token lives at one account; that it was one is not told.
        if ((terms.AgreementAccount is { } holder ? [holder] : terms.AllowedAccounts) is { } allowed) WriteTexts(writer, "allowedAccounts", allowed);
        if (terms.Instrument is { } instrument)
        {
            if (instrument.CardBank is { } bank) writer.WriteString("cardBank", bank);
            if (instrument.CardType is { } type) writer.WriteString("cardType", type);
            if (instrument.CardBin is { } bin) writer.WriteString("cardBin", bin);
        }

        foreach (var (name, text) in terms.Facts.OrderBy(f => f.Key, StringComparer.Ordinal))
            if (!IsOfTerms(name, terms.Instrument)) WriteFact(writer, name, text);
    }

    // Terms carry text; a facts line tells numbers and truth values from it.
    private static void WriteFact(Utf8JsonWriter writer, string name, string text)
    {
        var isTyped = name == "instalments" || name.StartsWith(MetadataPrefix, StringComparison.Ordinal);
        if (isTyped && text is "true" or "false") writer.WriteBoolean(name, text == "true");
        else if (isTyped && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text) writer.WriteNumber(name, number);
        else writer.WriteString(name, text);
    }

    private static bool IsOfTerms(string name, Instrument? instrument) => name switch
    {
        Merchant or "amount" or "currency" or "method" or "time" => true,
        // No facts: a caller who sends them must not take the place of the line's own members.
        "order" or "methods" or "payer" or "seed" or "validitySeconds" or "allowedAccounts" or "firstAccount" or "firstSucceeded" or "health" => true,
        "cardBank" => instrument?.CardBank is not null,
        "cardType" => instrument?.CardType is not null,
        "cardBin" => instrument?.CardBin is not null,
        _ => false,
    };

    private static void WriteOutcome(Utf8JsonWriter writer, PaymentOrder order)
    {
        writer.WriteNumber("seed", order.Plan.Seed);
        if (order.Plan.Candidates.Count > 0) writer.WriteString("firstAccount", order.Plan.Candidates[0].AccountId);
        if (FirstSucceeded(order) is { } succeeded) writer.WriteBoolean("firstSucceeded", succeeded);
        writer.WriteStartArray("health");
        foreach (var health in HealthOf(order.Plan))
        {
            writer.WriteStartObject();
            writer.WriteString("account", health.AccountId);
            writer.WriteString("method", health.Method);
            writer.WriteNumber("h", health.Health);
            writer.WriteNumber("s", health.Estimate);
            if (health.Approval is { } approval) writer.WriteNumber("approval", approval);
            writer.WriteString("breaker", health.Breaker);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // An account that was shut is no candidate, and was shut all the same. Why new payments were kept away from it does not matter here.
    private static IEnumerable<RecordedHealth> HealthOf(RoutePlan plan)
    {
        var readings = plan.Inputs?.Readings ?? [];
        var unread = plan.Candidates.Where(c => !readings.Any(r => r.AccountId == c.AccountId && r.Method == c.Method));
        return readings.Select(r => new RecordedHealth(r.AccountId, r.Method, r.Health, r.Estimate, r.Blocked is null ? r.Breaker : "open", r.Approval))
            .Concat(unread.Select(c => new RecordedHealth(c.AccountId, c.Method, c.Health, c.SuccessEstimate, c.Breaker)));
    }

    // Only what is certain counts: an attempt that is open or unknown says nothing, nor does one of a plan that a switch has replaced.
    private static bool? FirstSucceeded(PaymentOrder order)
    {
        if (order.Attempts.Count == 0 || order.Plan.Candidates.Count == 0) return null;
        var first = order.Attempts[0];
        if (first.AccountId != order.Plan.Candidates[0].AccountId) return null;
        return first.State switch
        {
            AttemptState.Captured or AttemptState.Reversed => true,
            AttemptState.Declined or AttemptState.Closed or AttemptState.NotSent => false,
            _ => null,
        };
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
