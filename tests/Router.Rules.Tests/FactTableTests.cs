namespace Router.Rules.Tests;

/// The facts and operators as docs/rules.md promises them, row by row.
public sealed class FactTableTests
{
    private const string Bin = "the card's first 6 to 8 digits, in quotes. Longer numbers are cut before anything else happens. Order compares digit by digit from the left, "
        + "so `622299` comes before `62229912`: write an upper bound with eight digits, or use `prefix`";

    private const string OfText = "eq ne in notIn prefix matches exists";
    private const string OfNumbers = "eq ne in notIn gt gte lt lte between exists";
    private const string All = "eq ne in notIn gt gte lt lte between prefix matches exists";

    [Theory]
    [InlineData(FactId.Platform, "platform", FactType.Text, "what the payer pays on", "ios", "ios android windows macos linux web pos other", false, false, OfText)]
    [InlineData(FactId.Region, "region", FactType.Text, "where the payer is", "CN", null, true, false, OfText)]
    [InlineData(FactId.CardBank, "cardBank", FactType.Text, "the card's bank; `rules/bins.csv` outweighs the caller", "ICBC", null, true, false, OfText)]
    [InlineData(
        FactId.CardType, "cardType", FactType.Text, "the kind of card; `rules/bins.csv` outweighs the caller", "credit", "debit credit prepaid", false, false, OfText)]
    [InlineData(FactId.CardBin, "cardBin", FactType.CardBin, Bin, "622202", null, false, false, All)]
    [InlineData(FactId.Method, "method", FactType.Method, "brand.presentation", "wechat.native", null, false, true, OfText)]
    [InlineData(
        FactId.Amount, "amount", FactType.Integer, "whole number in the smallest unit of the payment's currency", "1050", null, false, true, OfNumbers)]
    [InlineData(FactId.Instalments, "instalments", FactType.Integer, "how many instalments, a whole number", "3", null, false, false, OfNumbers)]
    [InlineData(FactId.Merchant, "merchant", FactType.Text, "who is paid", "shop-1", null, false, true, OfText)]
    [InlineData(FactId.Business, "business", FactType.Text, "the line of business", "retail", null, true, false, OfText)]
    [InlineData(FactId.Carrier, "carrier", FactType.Text, "the payer's mobile network", "cmcc", null, true, false, OfText)]
    [InlineData(FactId.Province, "province", FactType.Text, "the payer's province", "guangdong", null, true, false, OfText)]
    [InlineData(FactId.DeviceVendor, "deviceVendor", FactType.Text, "who made the payer's device", "huawei", null, true, false, OfText)]
    [InlineData(FactId.Tags, "tags", FactType.Texts, "labels of the payment, several at once", "vip", null, true, false, OfText)]
    [InlineData(FactId.PayerSegment, "payerSegment", FactType.Text, "the caller's own grouping of payers", "gold", null, false, false, OfText)]
    [InlineData(
        FactId.Time, "time", FactType.Instant, "when the order was accepted; the same for every later attempt. Usually `windows` says it better",
        "2026-01-01T00:00:00+08:00", null, false, true, OfNumbers)]
    public void A_fact_is_what_its_row_says(
        FactId id, string name, FactType type, string meaning, string example, string? values, bool hasRegistry, bool isAlwaysGiven, string operators)
    {
        var fact = FactTable.Of(id);

        (fact.Id, fact.Name, fact.Type, fact.Meaning, fact.Example, fact.HasRegistry, fact.IsAlwaysGiven)
            .Should().Be((id, name, type, meaning, example, hasRegistry, isAlwaysGiven));
        (fact.Values is null ? null : string.Join(' ', fact.Values)).Should().Be(values);
        string.Join(' ', fact.Operators).Should().Be(operators);
    }

    [Fact]
    public void The_currency_is_one_of_ISO_4217()
    {
        var currency = FactTable.Of(FactId.Currency);

        (currency.Name, currency.Type, currency.Meaning, currency.Example, currency.HasRegistry, currency.IsAlwaysGiven)
            .Should().Be(("currency", FactType.Text, "ISO 4217 code", "CNY", false, true));
        currency.Values.Should().HaveCount(164).And.Contain(["CNY", "JPY", "USD", "BHD"]);
        string.Join(' ', currency.Operators).Should().Be(OfText);
        FactTable.All.Should().HaveCount(17);
    }

    [Theory]
    [InlineData("eq", "is this value", false, false)]
    [InlineData("ne", "is known and is not this value", false, false)]
    [InlineData("in", "is one of these", false, false)]
    [InlineData("notIn", "is known and is none of these", false, false)]
    [InlineData("gt", "is above", true, false)]
    [InlineData("gte", "is at or above", true, false)]
    [InlineData("lt", "is below", true, false)]
    [InlineData("lte", "is at or below", true, false)]
    [InlineData("between", "lies between two values, both included", true, false)]
    [InlineData("prefix", "begins with this text, or with one of these", false, true)]
    [InlineData("matches", "matches this regular expression as a whole (no look-around, no back references)", false, true)]
    [InlineData("exists", "is known (`true`), is not known (`false`)", false, false)]
    public void An_operator_is_what_its_row_says(string name, string meaning, bool isOrder, bool isOfText)
    {
        var known = OperatorTable.All.Single(o => o.Name == name);
        (known.Meaning, known.IsOrder, known.IsOfText).Should().Be((meaning, isOrder, isOfText));
    }

    [Fact]
    public void There_are_these_operators_and_no_others() => string.Join(' ', OperatorTable.Names).Should().Be(All);
}
