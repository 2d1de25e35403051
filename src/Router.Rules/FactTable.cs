using Router.Abstractions;

namespace Router.Rules;

/// Every fact of a payment: what the loader, the schema, docs/rules.md and a console know of it. metadata.* comes beside these.
public static class FactTable
{
    /// In the order of FactId.
    public static IReadOnlyList<FactDescription> All { get; } =
    [
        new(
            FactId.Platform, FactType.Text, "what the payer pays on", "ios",
            ["ios", "android", "windows", "macos", "linux", "web", "pos", "other"]),
        new(FactId.Region, FactType.Text, "where the payer is", "CN", HasRegistry: true),
        new(FactId.CardBank, FactType.Text, "the card's bank; `rules/bins.csv` outweighs the caller", "ICBC", HasRegistry: true),
        new(FactId.CardType, FactType.Text, "the kind of card; `rules/bins.csv` outweighs the caller", "credit", ["debit", "credit", "prepaid"]),
        new(
            FactId.CardBin, FactType.CardBin,
            "the card's first 6 to 8 digits, in quotes. Longer numbers are cut before anything else happens. Order compares digit by digit from the left, "
            + "so `622299` comes before `62229912`: write an upper bound with eight digits, or use `prefix`",
            "622202"),
        new(FactId.Currency, FactType.Text, "ISO 4217 code", "CNY", [.. Currency.All.Select(c => c.Code)], IsAlwaysGiven: true),
        new(FactId.Method, FactType.Method, "brand.presentation", "wechat.native", IsAlwaysGiven: true),
        new(FactId.Amount, FactType.Integer, "whole number in the smallest unit of the payment's currency", "1050", IsAlwaysGiven: true),
        new(FactId.Instalments, FactType.Integer, "how many instalments, a whole number", "3"),
        new(FactId.Merchant, FactType.Text, "who is paid", "shop-1", IsAlwaysGiven: true),
        new(FactId.Business, FactType.Text, "the line of business", "retail", HasRegistry: true),
        new(FactId.Carrier, FactType.Text, "the payer's mobile network", "cmcc", HasRegistry: true),
        new(FactId.Province, FactType.Text, "the payer's province", "guangdong", HasRegistry: true),
        new(FactId.DeviceVendor, FactType.Text, "who made the payer's device", "huawei", HasRegistry: true),
        new(FactId.Tags, FactType.Texts, "labels of the payment, several at once", "vip", HasRegistry: true),
        new(FactId.PayerSegment, FactType.Text, "the caller's own grouping of payers", "gold"),
        new(
            FactId.Time, FactType.Instant, "when the order was accepted; the same for every later attempt. Usually `windows` says it better",
            "2026-01-01T00:00:00+08:00", IsAlwaysGiven: true),
    ];

    public static FactDescription Of(FactId fact) => All[(int)fact];
}
