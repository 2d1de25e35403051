using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Tests.Accounts;

/// What a person reads about a mistake in an accounts file, word for word.
public class AccountTextsTests
{
    [Theory]
    [InlineData("\"description\": 7", "RTR3007 $[0].description: description is a text in quotes; here stands a number.")]
    [InlineData("\"production\": \"yes\"", "RTR3007 $[0].production: production is true or false, without quotes; here stands a text. Write true.")]
    [InlineData("\"state\": 7", "RTR3007 $[0].state: state is one of active, testing, noNewPayments, retired; here stands a number.")]
    [InlineData("\"state\": \"gone\"", "RTR3008 $[0].state: \"gone\" is no state. It is one of active, testing, noNewPayments, retired.")]
    [InlineData("\"mode\": \"x\"", "RTR3008 $[0].mode: \"x\" is no mode. It is one of direct, partner, subMerchant.")]
    [InlineData("\"tags\": \"t\"", "RTR3007 $[0].tags: tags is an array, [ … ]; here stands a text. Write [\"t\"].")]
    [InlineData("\"tags\": [7]", "RTR3007 $[0].tags[0]: Each of tags is a text in quotes; here stands a number.")]
    [InlineData("\"methods\": 1", "RTR3007 $[0].methods: methods is an array, [ … ]; here stands a number.")]
    [InlineData("\"methods\": [\"\"]", "RTR3010 $[0].methods[0]: Each of methods is empty. Write something, or leave it out.")]
    [InlineData("\"currencies\": 1", "RTR3007 $[0].currencies: currencies is an array, [ … ]; here stands a number.")]
    [InlineData("\"currencies\": [\"CNY\", \"USB\"]", "RTR3054 $[0].currencies[1]: A currency is an ISO 4217 code of three capital letters.?USD")]
    [InlineData("\"fees\": 1", "RTR3007 $[0].fees: fees is an array, [ … ]; here stands a number.")]
    [InlineData("\"fees\": [1]", "RTR3007 $[0].fees[0]: A fee row is an object, { … }; here stands a number.")]
    [InlineData("\"fees\": [{ \"zz\": 1 }]", "RTR3005 $[0].fees[0].zz: A fee row has no \"zz\". It knows: method, cardType, currency, from, to, ppm, fixed, min, cap.")]
    [InlineData("\"fees\": [{ \"method\": 1 }]", "RTR3007 $[0].fees[0].method: method is a text in quotes; here stands a number.")]
    [InlineData("\"fees\": [{ \"cardType\": \"gold\" }]", "RTR3050 $[0].fees: Fee row 1: the card type \"gold\" is none of debit, credit, prepaid.")]
    [InlineData("\"fees\": [{ \"currency\": \"QQQ\" }]", "RTR3054 $[0].fees[0].currency: A currency is an ISO 4217 code of three capital letters.")]
    [InlineData("\"fees\": [{ \"ppm\": 1000001 }]", "RTR3002 $[0].fees[0].ppm: ppm is 1000001; it lies between 0 and 1000000.")]
    [InlineData("\"fees\": [{ \"from\": -1 }]", "RTR3002 $[0].fees[0].from: from is -1; it lies between 0 and 9223372036854775807.")]
    [InlineData("\"fees\": [{ \"to\": -1 }]", "RTR3002 $[0].fees[0].to: to is -1; it lies between 0 and 9223372036854775807.")]
    [InlineData("\"fees\": [{ \"fixed\": -1 }]", "RTR3002 $[0].fees[0].fixed: fixed is -1; it lies between 0 and 9223372036854775807.")]
    [InlineData("\"fees\": [{ \"min\": -1 }]", "RTR3002 $[0].fees[0].min: min is -1; it lies between 0 and 9223372036854775807.")]
    [InlineData("\"fees\": [{ \"cap\": -1 }]", "RTR3002 $[0].fees[0].cap: cap is -1; it lies between 0 and 9223372036854775807.")]
    [InlineData("\"minAmount\": 0", "RTR3002 $[0].minAmount: minAmount is 0; it lies between 1 and 9223372036854775807.")]
    [InlineData("\"maxAmount\": 0", "RTR3002 $[0].maxAmount: maxAmount is 0; it lies between 1 and 9223372036854775807.")]
    [InlineData("\"maxAmount\": 1.5", "RTR3007 $[0].maxAmount: maxAmount is a whole number (amounts in minor units); here stands a number 1.5.")]
    [InlineData("\"minAmount\": 5, \"maxAmount\": 4", "RTR3051 $[0].minAmount: minAmount 5 is above maxAmount 4: no amount fits.")]
    [InlineData("\"maxConcurrency\": 0", "RTR3002 $[0].maxConcurrency: maxConcurrency is 0; it lies between 1 and 10000.")]
    [InlineData("\"maxConcurrency\": 10001", "RTR3002 $[0].maxConcurrency: maxConcurrency is 10001; it lies between 1 and 10000.")]
    [InlineData("\"ratePerSecond\": 10001", "RTR3002 $[0].ratePerSecond: ratePerSecond is 10001; it lies between 1 and 10000.")]
    [InlineData("\"burst\": 0", "RTR3002 $[0].burst: burst is 0; it lies between 1 and 10000.")]
    [InlineData("\"concurrency\": 7", "RTR3007 $[0].concurrency: concurrency is an object, { … }; here stands a number.")]
    [InlineData("\"concurrency\": { \"zz\": 7 }", "RTR3005 $[0].concurrency.zz: concurrency has no \"zz\". It knows: pay, query, refund, bill, notify.")]
    [InlineData("\"concurrency\": { \"bill\": 10001 }", "RTR3002 $[0].concurrency.bill: bill is 10001; it lies between 1 and 10000.")]
    [InlineData("\"settings\": 7", "RTR3007 $[0].settings: settings is an object, { … }; here stands a number.")]
    public void A_wrong_member_is_told_with_what_would_be_right(string member, string told) => Told(Account(member)).Should().Be(told);

    [Theory]
    [InlineData("7", "RTR3007 $[0].hours: hours is an array, [ … ]; here stands a number.")]
    [InlineData("[7]", "RTR3007 $[0].hours[0]: A span of hours is an object, { … }; here stands a number.")]
    [InlineData("[{ \"from\": \"08:00\", \"to\": \"09:00\", \"zone\": \"UTC\", \"zz\": 1 }]", "RTR3005 $[0].hours[0].zz: A span of hours has no \"zz\". It knows: from, to, zone.")]
    [InlineData("[{ \"from\": \"8:00\", \"to\": \"09:00\", \"zone\": \"UTC\" }]", "RTR3052 $[0].hours[0]: \"from\" is a time of day such as \"08:30\".")]
    [InlineData("[{ \"from\": \"08:00\", \"zone\": \"UTC\" }]", "RTR3052 $[0].hours[0]: \"to\" is a time of day such as \"08:30\".")]
    [InlineData("[{ \"from\": \"08:00\", \"to\": \"08:00\", \"zone\": \"UTC\" }]", "RTR3052 $[0].hours[0]: from and to are the same: no time fits. Leave \"hours\" out for always.")]
    [InlineData("[{ \"from\": \"08:00\", \"to\": \"09:00\" }]", "RTR3052 $[0].hours[0]: \"zone\" is an IANA time zone such as \"Asia/Shanghai\".")]
    [InlineData("[{ \"from\": \"08:00\", \"to\": \"09:00\", \"zone\": \"Mars/Base\" }]", "RTR3052 $[0].hours[0]: \"zone\" is an IANA time zone such as \"Asia/Shanghai\".")]
    [InlineData("[{ \"from\": \"22:00\", \"to\": \"06:00\", \"zone\": \"UTC\" }]", "")]
    public void Wrong_hours_are_told_with_what_would_be_right(string hours, string told) => Told(Account($"\"hours\": {hours}")).Should().Be(told);

    [Theory]
    [InlineData("7", "RTR3007 $[0].limits: limits is an object, { … }; here stands a number.")]
    [InlineData("{}", "RTR3056 $[0].limits: \"limits\" bounds nothing: write \"perDay\", or leave \"limits\" out.")]
    [InlineData("{ \"zz\": 1, \"perDay\": { \"count\": 1 } }", "RTR3005 $[0].limits.zz: limits has no \"zz\". It knows: perDay.")]
    [InlineData("{ \"perDay\": 7 }", "RTR3007 $[0].limits.perDay: perDay is an object, { … }; here stands a number.")]
    [InlineData("{ \"perDay\": { \"zz\": 1, \"count\": 1 } }", "RTR3005 $[0].limits.perDay.zz: perDay has no \"zz\". It knows: count, amount, zone.")]
    [InlineData("{ \"perDay\": {} }", "RTR3056 $[0].limits.perDay: \"perDay\" bounds nothing: write \"count\" or \"amount\".")]
    [InlineData("{ \"perDay\": { \"count\": 0 } }", "RTR3002 $[0].limits.perDay.count: count is 0; it lies between 1 and 9223372036854775807.")]
    [InlineData("{ \"perDay\": { \"amount\": 7 } }", "RTR3007 $[0].limits.perDay.amount: amount is an object, { … }; here stands a number.")]
    [InlineData("{ \"perDay\": { \"amount\": {} } }", "RTR3056 $[0].limits.perDay.amount: \"amount\" bounds nothing: write a currency and a sum in minor units, or leave it out.")]
    [InlineData("{ \"perDay\": { \"amount\": { \"USB\": 1 } } }", "RTR3054 $[0].limits.perDay.amount.USB: \"USB\" is no ISO 4217 code of three capital letters.?USD")]
    [InlineData("{ \"perDay\": { \"amount\": { \"USD\": 0 } } }", "RTR3002 $[0].limits.perDay.amount.USD: USD is 0; it lies between 1 and 9223372036854775807.")]
    [InlineData("{ \"perDay\": { \"count\": 1, \"zone\": 7 } }", "RTR3056 $[0].limits.perDay.zone: \"zone\" is an IANA time zone such as \"Asia/Shanghai\".")]
    [InlineData("{ \"perDay\": { \"count\": 1, \"zone\": \"Asia/Shanghai\" } }", "")]
    public void Wrong_limits_are_told_with_what_would_be_right(string limits, string told) => Told(Account($"\"limits\": {limits}")).Should().Be(told);

    [Theory]
    [InlineData("7", "RTR3007 $: \"accounts\" is an array, [ … ]; here stands a number.")]
    [InlineData("{}", "RTR3006 $: \"accounts\" is missing: an array of merchant accounts.")]
    [InlineData("""{ "zz": 1, "accounts": [] }""", "RTR3005 $.zz: The file has no \"zz\". It knows: $schema, accounts.")]
    [InlineData("[7]", "RTR3007 $[0]: An account is an object, { … }; here stands a number.")]
    [InlineData("""[{ "zzzz": 1, "id": "a", "channel": "sim", "merchantId": "1" }]""", "RTR3005 $[0].zzzz: An account has no \"zzzz\". It knows: id, channel, description, state, mode, merchantId, production, tags, methods, currencies, fees, minAmount, maxAmount, limits, hours, maxConcurrency, concurrency, ratePerSecond, burst, settings.")]
    [InlineData("[{}]", "RTR3006 $[0]: The account has no \"id\".|RTR3006 $[0]: The account has no \"channel\".|RTR3006 $[0]: The account has no \"merchantId\".")]
    [InlineData("""[{ "id": "A", "channel": "sim!", "merchantId": "" }]""", "RTR3055 $[0].id: \"id\" is 1 to 64 of a–z, 0–9, - and _, because it stands in addresses and rules.|RTR3055 $[0].channel: \"channel\" is 1 to 64 of a–z, 0–9, - and _, because it stands in addresses and rules.|RTR3010 $[0].merchantId: merchantId is empty. Write something, or leave it out.")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1" }, { "id": "a", "channel": "x", "merchantId": "2" }]""", "RTR3053 $[1]: The account \"a\" stands in the file twice. Keep one, or give the other its own id.")]
    public void A_wrong_file_is_told_with_what_would_be_right(string json, string told) => Told(json).Should().Be(told);

    [Fact]
    public void Lengths_and_numbers_hold_at_their_very_bounds()
    {
        Told($$"""[{ "id": "{{new string('a', 64)}}", "channel": "{{new string('_', 64)}}", "merchantId": "{{new string('m', 128)}}", "description": "{{new string('d', 1000)}}" }]""").Should().BeEmpty();
        Told($$"""[{ "id": "{{new string('a', 65)}}", "channel": "sim", "merchantId": "1" }]""").Should().StartWith("RTR3055 $[0].id:");
        Told($$"""[{ "id": "a-0_9", "channel": "sim", "merchantId": "{{new string('m', 129)}}" }]""").Should().Be("RTR3002 $[0].merchantId: merchantId has 129 characters; at most 128 are allowed.");
        Told(Account($"\"description\": \"{new string('d', 1001)}\"")).Should().Be("RTR3002 $[0].description: description has 1001 characters; at most 1000 are allowed.");
        Told(Account("""
            "minAmount": 1, "maxAmount": 1, "maxConcurrency": 1, "ratePerSecond": 1, "burst": 10000, "concurrency": { "pay": 1, "query": 10000 },
            "fees": [{ "ppm": 1000000, "from": 0, "to": 1, "fixed": 0, "min": 0, "cap": 0 }], "limits": { "perDay": { "count": 1, "amount": { "CNY": 1 } } }
            """)).Should().BeEmpty();
        Told(Account("\"minAmount\": null, \"burst\": null, \"fees\": [{ \"method\": null, \"to\": null }]")).Should().BeEmpty();
    }

    [Fact]
    public void A_file_holds_ten_thousand_accounts_and_no_more()
    {
        AccountsFile.Parse("f", Accounts(10_000)).Value.Should().HaveCount(10_000);
        var more = AccountsFile.Parse("f", Accounts(10_001));
        more.Value.Should().BeNull();
        more.Diagnostics.Select(Text).Should().Equal("RTR3002 $: The file has 10001 accounts; at most 10000 are read.");

        static string Accounts(int count) =>
            "[" + string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"a{{i}}","channel":"sim","merchantId":"1"}""")) + "]";
    }

    [Fact]
    public void Every_member_is_read_into_its_own_place()
    {
        var account = AccountsFile.Parse("f", Account("""
            "state": "noNewPayments", "mode": "subMerchant", "production": false, "ratePerSecond": 5, "burst": 6,
            "concurrency": { "pay": 1, "query": 2, "refund": 3, "bill": 4, "notify": 5 },
            "fees": [{ "method": "m", "cardType": "debit", "currency": "CNY", "from": 1, "to": 2, "ppm": 3, "fixed": 4, "min": 5, "cap": 6 }, {}]
            """)).Value!.Single();
        (account.State, account.Mode, account.IsProduction, account.RatePerSecond, account.Burst).Should().Be((AccountState.NoNewPayments, AccountMode.SubMerchant, false, 5, 6));
        account.Concurrency.Should().Be(new ClassPlaces(1, 2, 3, 4, 5));
        account.Fees.Should().Equal(
            new FeeRow { Method = "m", CardType = "debit", Currency = Currency.CNY, From = 1, To = 2, Ppm = 3, Fixed = 4, Min = 5, Cap = 6 }, new FeeRow());
        new[] { CallClass.Pay, CallClass.Query, CallClass.Refund, CallClass.Bill, CallClass.Notify }.Select(account.PlacesFor).Should().Equal(1, 2, 3, 4, 5);
        account.Tags.Should().BeEmpty();
        account.Hours.Should().BeEmpty();
        account.Limits.Should().BeNull();
        account.Settings.GetRawText().Should().Be("{}");
        AccountsFile.Parse("f", Account("\"state\": \"retired\"")).Value!.Single().State.Should().Be(AccountState.Retired);
    }

    private static string Account(string members) => $$"""[{ "id": "a", "channel": "sim", "merchantId": "1", {{members}} }]""";

    private static string Told(string json) => string.Join('|', AccountsFile.Parse("f", json).Diagnostics.Select(Text));

    private static string Text(Router.Rules.RuleDiagnostic d) => $"{d.Id} {d.JsonPath}: {d.Message}{(d.Suggestion is null ? "" : "?" + d.Suggestion)}";
}
