using System.Globalization;
using System.Text.Json.Nodes;

namespace Router.ChannelSimulators.PayPal;

/// <summary>Transaction Search: what the book holds, page by page.</summary>
internal sealed class PayPalReport(TimeProvider time)
{
    private static readonly string[] s_formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:sszzz"];

    /// <summary>More than so many is not listed for one question.</summary>
    public int ListedMax { get; set; } = 10_000;

    public WireAnswer Answer(PayPalMerchant merchant, IReadOnlyDictionary<string, string> query, IEnumerable<SimulatedPart> captures, IEnumerable<SimulatedPart> refunds, bool isOthers)
    {
        var (from, to) = (Date(query, "start_date"), Date(query, "end_date"));
        if (to < from || to - from > TimeSpan.FromDays(31)) throw PayPalRefusal.Invalid("INVALID_PARAMETER_VALUE", "Date range is greater than 31 days");
        var size = Number(query, "page_size", 100, 500);
        var page = Number(query, "page", 1, int.MaxValue);
        var all = captures.Where(c => c.Status is not "DECLINED").Select(c => (c.At, Line: Payment(c)))
            .Concat(refunds.Select(r => (r.At, Line: Refund(r))))
            .Where(t => t.At >= from && t.At <= to).OrderBy(t => t.At).ToList();
        if (all.Count > ListedMax) throw PayPalRefusal.Invalid("RESULTSET_TOO_LARGE", "Result set size is greater than the maximum limit.");
        var shown = all.Skip((page - 1) * size).Take(size).Select(t => (JsonNode)new JsonObject { ["transaction_info"] = t.Line }).ToArray();
        return PayPalJson.Answer(200, new JsonObject
        {
            ["transaction_details"] = new JsonArray(shown),
            ["account_number"] = isOthers ? "OTHERMERCHANT" : merchant.MerchantId,
            ["start_date"] = Offset(from),
            ["end_date"] = Offset(to),
            ["last_refreshed_datetime"] = Offset(time.GetUtcNow() - TimeSpan.FromHours(3)),
            ["page"] = page,
            ["total_items"] = all.Count,
            ["total_pages"] = Math.Max(1, (all.Count + size - 1) / size),
        });
    }

    private static JsonObject Payment(SimulatedPart capture)
    {
        var line = Line(capture, "T0006", capture.Amount.Json());
        line["transaction_status"] = capture.Status == "PENDING" ? "P" : "S";
        line["fee_amount"] = (capture.Amount with { Steps = (capture.Amount.Steps * 34 / 1000) + 1 }).Json(isOut: true);
        return line;
    }

    private static JsonObject Refund(SimulatedPart refund)
    {
        var line = Line(refund, "T1107", refund.Amount.Json(isOut: true));
        line["transaction_status"] = refund.Status == "PENDING" ? "P" : "S";
        line["paypal_reference_id"] = refund.Parent!.Id;
        line["paypal_reference_id_type"] = "TXN";
        return line;
    }

    private static JsonObject Line(SimulatedPart part, string code, JsonObject amount)
    {
        var line = new JsonObject
        {
            ["transaction_id"] = part.Id,
            ["transaction_event_code"] = code,
            ["transaction_initiation_date"] = Offset(part.At),
            ["transaction_updated_date"] = Offset(part.At),
            ["transaction_amount"] = amount,
        };
        if (part.InvoiceId is not null) line["invoice_id"] = part.InvoiceId;
        if (part.CustomId is not null) line["custom_field"] = part.CustomId;
        return line;
    }

    // Asked for with a colon in the offset, answered without one.
    private static DateTimeOffset Date(IReadOnlyDictionary<string, string> query, string name) =>
        query.TryGetValue(name, out var text) && !(text.Length > 5 && text[^5] is '+' or '-')
        && DateTimeOffset.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw PayPalRefusal.Invalid("INVALID_PARAMETER_SYNTAX", name);

    private static string Offset(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+0000";

    private static int Number(IReadOnlyDictionary<string, string> query, string name, int usual, int most)
    {
        if (!query.TryGetValue(name, out var text)) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw PayPalRefusal.Invalid("INVALID_PARAMETER_VALUE", name);
    }
}
