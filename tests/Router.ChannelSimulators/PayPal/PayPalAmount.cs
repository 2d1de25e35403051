using System.Globalization;
using System.Text.Json.Nodes;
using Router.Abstractions;

namespace Router.ChannelSimulators.PayPal;

/// <summary>An amount in PayPal's own smallest step of a currency, read and written digit by digit.</summary>
/// <param name="Code">The currency.</param>
/// <param name="Steps">Cents; for JPY, HUF and TWD whole units.</param>
internal sealed record PayPalAmount(string Code, long Steps)
{
    private const string Takes = " AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD ";

    private bool IsWhole => Code is "JPY" or "HUF" or "TWD";

    public static PayPalAmount Parse(JsonNode? node)
    {
        if (node is not JsonObject amount) throw PayPalRefusal.Invalid("MISSING_REQUIRED_PARAMETER", "amount");
        var code = PayPalJson.Text(amount, "currency_code") ?? throw PayPalRefusal.Invalid("MISSING_REQUIRED_PARAMETER", "currency_code");
        var value = PayPalJson.Text(amount, "value") ?? throw PayPalRefusal.Invalid("MISSING_REQUIRED_PARAMETER", "value");
        if (code.Length != 3) throw PayPalRefusal.Invalid("INVALID_STRING_LENGTH", "currency_code");
        if (!Takes.Contains($" {code} ", StringComparison.Ordinal)) throw PayPalRefusal.Unprocessable("CURRENCY_NOT_SUPPORTED", code);
        if (value.Length > 32) throw PayPalRefusal.Invalid("INVALID_STRING_MAX_LENGTH", "value");
        var parts = value.Split('.');
        if (parts.Length > 2 || parts.Any(p => p.Length == 0 || p.Any(c => c is < '0' or > '9'))) throw PayPalRefusal.Invalid("INVALID_PARAMETER_SYNTAX", "value");
        var result = new PayPalAmount(code, 0);
        var cents = parts.Length == 2 ? parts[1] : "";
        if (result.IsWhole && cents.Length > 0) throw PayPalRefusal.Unprocessable("DECIMALS_NOT_SUPPORTED", $"{code} has no decimals");
        if (cents.Length > 2) throw PayPalRefusal.Unprocessable("DECIMAL_PRECISION", "no more than two decimals");
        var digits = result.IsWhole ? parts[0] : parts[0] + cents.PadRight(2, '0');
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var steps)) throw PayPalRefusal.Invalid("INVALID_PARAMETER_VALUE", "value");
        if (steps == 0) throw PayPalRefusal.Unprocessable("CANNOT_BE_ZERO_OR_NEGATIVE", "amount");
        return result with { Steps = steps };
    }

    public JsonObject Json(bool isOut = false)
    {
        var text = IsWhole ? $"{Steps}" : $"{Steps / 100}.{Steps % 100:00}";
        return new() { ["currency_code"] = Code, ["value"] = isOut ? "-" + text : text };
    }

    public Money Money()
    {
        var currency = Currency.Parse(Code);
        var scale = (IsWhole, currency.Exponent) switch { (true, 2) => 100, _ => 1 };
        return new(Steps * scale, currency);
    }
}
