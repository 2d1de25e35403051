using Router.Abstractions;
using Router.Core.Backtesting;
using Router.Core.Orders;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Backtesting;

/// A payment as a line, member by member, and what a person reads of a wrong one.
public class PaymentLineTextsTests
{
    private static readonly DateTimeOffset s_now = Fixture.Noon;

    [Theory]
    [InlineData("7", "A payment is a JSON object, { … }; here stands a number.")]
    [InlineData("{}", "The payment has no \"amount\". Write the amount in minor units, such as 1050 for 10.50.|The payment has no \"currency\". Write the currency's code, such as \"CNY\".|The payment has no \"method\". Write how the buyer pays, such as \"wechat.native\", or \"methods\" with several in order of preference.")]
    [InlineData("""{ "amount": -1, "currency": "CNY", "method": "m" }""", "\"amount\" is a whole number of at least 0; amounts are in minor units: 10.50 is 1050.")]
    [InlineData("""{ "amount": 1, "currency": 7, "method": "m" }""", "This is no ISO 4217 currency code. Write three capitals, such as \"CNY\".")]
    [InlineData("""{ "amount": 1, "currency": "usd", "method": "m" }""", "This is no ISO 4217 currency code. Write three capitals, such as \"CNY\".?USD")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": 7 }""", "The payment has no \"method\". Write how the buyer pays, such as \"wechat.native\", or \"methods\" with several in order of preference.|\"method\" is a text of 1 to 256 characters.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "methods": "m" }""", "\"methods\" is an array, [ … ]; here stands a text. Write [\"m\"].")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "methods": ["m", 7] }""", "\"methods\" is an array of texts; here stands a number.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "methods": [] }""", "\"methods\" is empty. Write one or leave it out.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "allowedAccounts": [] }""", "\"allowedAccounts\" is empty. Write one or leave it out.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "time": "08:00" }""", "A time is written with its offset, \"2026-01-01T08:00:00+08:00\".")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "time": "0001-06-01T00:00:00Z" }""", "This time cannot be planned for: a payment's time lies in the years 0002 to 9998.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "time": 7 }""", "\"time\" is a text of 1 to 256 characters.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "seed": "7" }""", "\"seed\" is a whole number from 0 to 18446744073709551615.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "seed": 18446744073709551616 }""", "\"seed\" is a whole number from 0 to 18446744073709551615.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "validitySeconds": 0 }""", "\"validitySeconds\" is a whole number of at least 1; amounts are in minor units: 10.50 is 1050.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "validitySeconds": 31536001 }""", "\"validitySeconds\" is a whole number of at least 1; amounts are in minor units: 10.50 is 1050.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "firstSucceeded": "yes" }""", "\"firstSucceeded\" is true or false, without quotes; here stands a text. Write true.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "firstAccount": "" }""", "\"firstAccount\" is a text of 1 to 256 characters.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "merchant": [] }""", "\"merchant\" is a text of 1 to 256 characters.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "order": 7 }""", "\"order\" is a text of 1 to 256 characters.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "payer": 7 }""", "\"payer\" is a text of 1 to 256 characters.")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "m", "health": 7 }""", "\"health\" is an array, [ … ]; here stands a number.")]
    public void What_is_wrong_is_told_with_what_would_be_right(string line, string told) => Told(line).Should().Be(told);

    [Theory]
    [InlineData("""{ "account": "a", "method": "m", "h": 0, "s": 1 }""", true)]
    [InlineData("""{ "account": "a", "method": "m", "h": 1, "s": 0, "approval": 1, "breaker": "open" }""", true)]
    [InlineData("""{ "account": "a", "method": "m", "h": 0.5, "s": 5e-1, "approval": 0, "breaker": "probe" }""", true)]
    [InlineData("""{ "account": "a", "method": "m", "h": 1, "s": 1, "breaker": "closed" }""", true)]
    [InlineData("""{ "account": "a", "method": "m", "h": 1, "s": 1, "breaker": "shut" }""", false)]
    [InlineData("""{ "account": "a", "method": "m", "h": 1.1, "s": 1 }""", false)]
    [InlineData("""{ "account": "a", "method": "m", "h": 1, "s": -0.1 }""", false)]
    [InlineData("""{ "account": "a", "method": "m", "h": 1 }""", false)]
    [InlineData("""{ "account": "a", "method": "m", "s": 1 }""", false)]
    [InlineData("""{ "account": 7, "method": "m", "h": 1, "s": 1 }""", false)]
    [InlineData("""{ "account": "a", "method": 7, "h": 1, "s": 1 }""", false)]
    [InlineData("""{ "account": "a", "h": 1, "s": 1 }""", false)]
    [InlineData("""{ "account": "a", "method": "m", "h": 1, "s": 1, "approval": "1" }""", false)]
    [InlineData("""{ "account": "a", "method": "m", "h": 1, "s": 1, "approval": 2 }""", false)]
    public void Recorded_health_is_whole(string health, bool isGood) => Told($$"""{ "amount": 1, "currency": "CNY", "method": "m", "health": [{{health}}] }""").Should().Be(
        isGood ? "" : "Recorded health is { \"account\": …, \"method\": …, \"h\": 0 to 1, \"s\": 0 to 1, \"approval\": 0 to 1 or left out, \"breaker\": \"closed\", \"open\" or \"probe\" }.");

    [Fact]
    public void Every_member_is_read_into_its_place()
    {
        var payment = PaymentLine.Read(
            """
            { "amount": 0, "currency": "JPY", "methods": ["m1", "m2"], "merchant": "shop", "order": "o1", "payer": "p1", "time": "2026-01-01T08:00:00+08:00", "seed": 18446744073709551615,
              "validitySeconds": 31536000, "allowedAccounts": ["a"], "firstAccount": "a", "firstSucceeded": false, "platform": "ios", "instalments": 3, "tags": ["x", "y"],
              "metadata": { "vip": true, "n": 7, "none": null }, "nothing": null, "object": { "x": 1 },
              "health": [{ "account": "a", "method": "m1", "h": 0.5, "s": 0.25, "approval": 0.75, "breaker": "probe" }, { "account": "b", "method": "m1", "h": 1, "s": 1 }] }
            """.ReplaceLineEndings(" "), 3, s_now).Value!;
        payment.Terms.Should().BeEquivalentTo(new PaymentTerms
        {
            Merchant = "shop",
            MerchantOrderNo = "o1",
            Amount = new Money(0, Currency.JPY),
            Description = "preview",
            Methods = ["m1", "m2"],
            Payer = new Payer("p1"),
            AllowedAccounts = ["a"],
            Facts = new Dictionary<string, string> { ["platform"] = "ios", ["instalments"] = "3", ["tags"] = "x,y", ["metadata.vip"] = "true", ["metadata.n"] = "7" },
        });
        (payment.AcceptedAt, payment.Validity, payment.Seed, payment.FirstAccount, payment.FirstSucceeded).Should().Be(
            (new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(365), ulong.MaxValue, "a", false));
        payment.Health.Should().Equal(new RecordedHealth("a", "m1", 0.5, 0.25, "probe", 0.75), new RecordedHealth("b", "m1", 1, 1, "closed"));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var payment = PaymentLine.Read("""{ "amount": 1, "currency": "CNY", "method": " m ", "validitySeconds": 1, "merchant": null }""", 12, s_now).Value!;
        (payment.Terms.Merchant, payment.Terms.MerchantOrderNo, payment.Terms.Payer, payment.Terms.AllowedAccounts, payment.Terms.Methods.Single()).Should().Be(("", "line-12", null, null, "m"));
        (payment.AcceptedAt, payment.Validity, payment.Seed, payment.FirstAccount, payment.FirstSucceeded, payment.Health.Count).Should().Be((s_now, TimeSpan.FromSeconds(1), null, null, null, 0));
        PaymentLine.Read("""{ "amount": 1, "currency": "CNY", "method": "m" }""", 1, s_now).Value!.Validity.Should().Be(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public void A_stored_order_is_written_whole()
    {
        var order = PaymentLineTests.Order(
            Fixture.Terms(2_500) with
            {
                Instrument = new("ICBC", null, "622202"),
                AllowedAccounts = ["a", "b"],
                Facts = new Dictionary<string, string>
                {
                    ["platform"] = "ios",
                    ["instalments"] = "3",
                    ["metadata.vip"] = "true",
                    ["metadata.old"] = "false",
                    ["metadata.code"] = "007",
                    ["metadata.n"] = "-5",
                    ["region"] = "7",
                    ["carrier"] = "true",
                    ["merchant"] = "x",
                    ["amount"] = "x",
                    ["currency"] = "x",
                    ["method"] = "x",
                    ["time"] = "x",
                    ["cardBank"] = "x",
                    ["cardType"] = "debit",
                    ["cardBin"] = "x",
                },
            },
            AttemptState.Declined);
        order = order with
        {
            Plan = order.Plan with
            {
                Candidates = [.. order.Plan.Candidates, order.Plan.Candidates[0] with { AccountId = "b", Breaker = "probe" }],
                Inputs = new() { DemoteBelow = 0.2, Readings = [new("a", "sim.qr", 0.5, 0.75, 0.875), new("c", "sim.qr", 1, 0.97, 0.97, "closed", true, "drained: x")] },
            },
        };
        PaymentLine.Write(order).Should().Be("""
            {"order":"o1","merchant":"shop","amount":2500,"currency":"CNY","methods":["sim.qr"],"time":"2026-03-02T12:00:00+00:00","validitySeconds":1800,"allowedAccounts":["a","b"],
            "cardBank":"ICBC","cardBin":"622202","cardType":"debit","carrier":"true","instalments":3,"metadata.code":"007","metadata.n":-5,"metadata.old":false,"metadata.vip":true,"platform":"ios","region":"7",
            "seed":18446744073709551615,"firstAccount":"a","firstSucceeded":false,"health":[{"account":"a","method":"sim.qr","h":0.5,"s":0.75,"approval":0.875,"breaker":"closed"},
            {"account":"c","method":"sim.qr","h":1,"s":0.97,"approval":0.97,"breaker":"open"},{"account":"b","method":"sim.qr","h":0.25,"s":0.5,"breaker":"probe"}]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void An_order_without_a_plan_or_of_another_one_tells_no_outcome()
    {
        var order = PaymentLineTests.Order(Fixture.Terms(), AttemptState.Captured);
        PaymentLine.Write(order with { Plan = order.Plan with { Candidates = [] } }).Should().EndWith("\"seed\":18446744073709551615,\"health\":[]}");
        PaymentLine.Write(order with { Attempts = [] }).Should().Contain("\"firstAccount\":\"a\",\"health\"");
        PaymentLine.Write(order with { Attempts = [OrderSamples.Attempt("A1", "b", AttemptState.Captured)] }).Should().Contain("\"firstAccount\":\"a\",\"health\"");
    }

    private static string Told(string line) => string.Join('|', PaymentLine.Read(line, 3, s_now).Diagnostics.Select(d => d.Message + (d.Suggestion is null ? "" : "?" + d.Suggestion)));
}
