using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Tests.Accounts;

public class AccountsFileTests
{
    [Fact]
    public void A_whole_account_is_read()
    {
        var loaded = AccountsFile.Parse("accounts.json", """
            { "$schema": "x", "accounts": [
              { "id": "wechat-main", "channel": "wechat", "description": "shops", "state": "testing", "mode": "partner", "merchantId": "1900",
                "production": true, "tags": ["cheap"], "methods": ["wechat.native"], "currencies": ["CNY"],
                "fees": [{ "method": "wechat.native", "currency": "CNY", "ppm": 6000, "min": 1 }], "minAmount": 1, "maxAmount": 5000000,
                "hours": [{ "from": "22:00", "to": "06:00", "zone": "Asia/Shanghai" }], "maxConcurrency": 8, "concurrency": { "refund": 2, "bill": 1 },
                "settings": { "apiKey": "wechat-main-key" } } ] }
            """);
        loaded.Diagnostics.Should().BeEmpty();
        var account = loaded.Value!.Should().ContainSingle().Subject;
        account.Should().BeEquivalentTo(new
        {
            Id = "wechat-main",
            ChannelId = "wechat",
            State = AccountState.Testing,
            Mode = AccountMode.Partner,
            MerchantId = "1900",
            IsProduction = true,
            Tags = new[] { "cheap" },
            Methods = new[] { "wechat.native" },
            Currencies = new[] { Currency.CNY },
            MinAmount = 1,
            MaxAmount = 5000000,
            MaxConcurrency = 8,
            Concurrency = new ClassPlaces(Refund: 2, Bill: 1),
        });
        account.Hours.Should().Equal(new AccountHours(new(22, 0), new(6, 0), "Asia/Shanghai"));
        account.Fees.Should().Equal(new FeeRow { Method = "wechat.native", Currency = Currency.CNY, Ppm = 6000, Min = 1 });
        account.Settings.GetProperty("apiKey").GetString().Should().Be("wechat-main-key");
    }

    [Fact]
    public void Daily_limits_are_read_and_every_mistake_in_them_is_told_at_once()
    {
        var account = AccountsFile.Parse("f", """
            [{ "id": "a", "channel": "sim", "merchantId": "1",
               "limits": { "perDay": { "count": 9, "amount": { "USD": 5, "CNY": 500000 }, "zone": "Asia/Shanghai" } } }]
            """).Value!.Single();
        account.Limits.Should().BeEquivalentTo(new AccountLimits(9, [new(500000, Currency.CNY), new(5, Currency.USD)], "Asia/Shanghai"));
        AccountsFile.Parse("f", """
            [{ "id": "a", "channel": "sim", "merchantId": "1", "limits": { "perday": { "cuont": 9, "amount": { "CNX": 5 }, "zone": "x" } } }]
            """).Diagnostics.Select(d => d.Suggestion).Should().BeEquivalentTo("perDay", "count", "CNY", null);
    }

    [Fact]
    public void A_bare_array_and_the_defaults()
    {
        var account = AccountsFile.Parse("f", """[{ "id": "a", "channel": "sim", "merchantId": "1" }]""").Value!.Single();
        account.Should().BeEquivalentTo(new { State = AccountState.Active, Methods = (string[]?)null, Fees = (FeeRow[]?)null, MaxConcurrency = 64 });
    }

    [Theory]
    [InlineData("", "RTR3001")]
    [InlineData("{", "RTR3001")]
    [InlineData("7", "RTR3007")]
    [InlineData("{}", "RTR3006")]
    [InlineData("[7]", "RTR3007")]
    [InlineData("""[{ "channel": "sim", "merchantId": "1" }]""", "RTR3006")]
    [InlineData("""[{ "id": "A b", "channel": "sim", "merchantId": "1" }]""", "RTR3055")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "id": "b" }]""", "RTR3004")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": 1 }]""", "RTR3007")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "state": "activ" }]""", "RTR3008")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "minAmount": 1.5 }]""", "RTR3007")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "minAmount": -1 }]""", "RTR3002")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "minAmount": 5, "maxAmount": 4 }]""", "RTR3051")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "concurrency": { "pay": 0 } }]""", "RTR3002")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "concurrency": { "close": 4 } }]""", "RTR3005")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "currencies": ["CNJ"] }]""", "RTR3054")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "fees": [{ "from": 5, "to": 5 }] }]""", "RTR3050")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "hours": [{ "from": "08:00", "to": "9", "zone": "UTC" }] }]""", "RTR3052")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "hours": [{ "from": "08:00", "to": "09:00", "zone": "Mars/Base" }] }]""", "RTR3052")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "limits": 7 }]""", "RTR3007")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "limits": {} }]""", "RTR3056")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "limits": { "perDay": { "zone": "UTC" } } }]""", "RTR3056")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "limits": { "perDay": { "amount": {} } } }]""", "RTR3056")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "limits": { "perDay": { "count": 1, "zone": "Mars/Base" } } }]""", "RTR3056")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "limits": { "perDay": { "count": 0 } } }]""", "RTR3002")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "limits": { "perDay": { "amount": { "CNY": 1.5 } } } }]""", "RTR3007")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1", "limits": { "perDay": { "amount": { "CNJ": 1 } } } }]""", "RTR3054")]
    [InlineData("""[{ "id": "a", "channel": "sim", "merchantId": "1" }, { "id": "a", "channel": "sim", "merchantId": "1" }]""", "RTR3053")]
    public void Each_mistake_has_its_number_and_no_accounts_come_of_it(string json, string id)
    {
        var loaded = AccountsFile.Parse("accounts.json", json);
        loaded.Value.Should().BeNull();
        loaded.Diagnostics.Should().ContainSingle().Which.Id.Should().Be(id);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_place_and_suggestion()
    {
        var loaded = AccountsFile.Parse("accounts.json", """
            [
              { "id": "a", "chanel": "sim", "merchantId": "1" },
              { "id": "b", "channel": "sim", "merchantId": "1",
                "mode": "partnr" }
            ]
            """);
        loaded.Diagnostics.Select(d => (d.Line, d.JsonPath, d.Suggestion)).Should().BeEquivalentTo(new[]
        {
            (2, "$[0].chanel", "channel"), (4, "$[1].mode", "partner"),
        });
        loaded.Diagnostics[0].ToString().Should().StartWith("accounts.json(2,");
    }
}
