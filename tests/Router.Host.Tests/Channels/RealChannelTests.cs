using System.Globalization;
using Router.TestKit.Compliance;

namespace Router.Host.Tests.Channels;

/// Every real channel through the front door: HTTP in, the provider's wire out, notifications back in, and the provider's own book to compare with.
public sealed class RealChannelTests(RealChannels world) : IClassFixture<RealChannels>
{
    public static TheoryData<string, long, string> Methods => new()
    {
        { "wechat.native", 1999, "CNY" }, { "wechat.jsapi", 1, "CNY" }, { "wechat.h5", 100, "CNY" }, { "wechat.app", 123456, "CNY" },
        { "alipay.page", 1999, "CNY" }, { "alipay.wap", 7, "CNY" }, { "alipay.app", 100, "CNY" }, { "alipay.qr", 1010, "CNY" }, { "alipay.barcode", 1999, "CNY" },
        { "unionpay.gateway", 1999, "CNY" }, { "unionpay.app", 99, "CNY" },
        { "paypal.redirect", 1999, "USD" }, { "paypal.redirect", 500, "JPY" },
        { "card.redirect", 1999, "USD" }, { "card.inpage", 5000, "JPY" }, { "card.direct", 1999, "EUR" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_payment_is_made_notified_and_refunded_to_the_last_unit(string method, long amount, string currency)
    {
        var order = $"{method}-{currency}".Replace('.', '-');
        var payment = await world.PayAsync(order, method, amount, currency);
        if ((string?)payment["state"] != "succeeded")
        {
            ((string?)payment["state"]).Should().Be("paying", payment.ToString());
            (await world.BuyAsync(payment)).Should().BeTrue();
        }

        var id = (string)payment["paymentId"]!;
        await world.UntilAsync($"payments/{id}?merchant=shop", p => (string?)p["state"] == "succeeded");
        var refund = await world.RefundAsync(id, order + "-r", amount);
        await world.UntilAsync($"refunds/{refund["refundId"]}", r => (string?)r["state"] == "succeeded");

        var channel = method.Split('.')[0] is "card" ? "stripe" : method.Split('.')[0];
        var booked = world.Hall.Simulators[channel].Entries.Where(e => e.AttemptNumber == (string?)payment["attempt"]).ToList();
        booked.Should().HaveCount(2).And.OnlyContain(e => e.Amount.Minor == amount && e.Amount.Currency.Code == currency);
        booked.Count(e => e.IsCapture).Should().Be(1);
    }

    public static TheoryData<string, string, string> Faults
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var (channel, method) in new[] { ("wechat", "wechat.native"), ("alipay", "alipay.qr"), ("unionpay", "unionpay.app"), ("paypal", "paypal.redirect"), ("stripe", "card.inpage") })
                foreach (var fault in new[] { "DropAnswer", "ServerErrorAfterBooking", "Garbage", "Truncated", "DropRequest" })
                    cases.Add(channel, method, fault);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_lost_or_broken_answer_fails_nothing_and_goes_nowhere_else(string channel, string method, string fault)
    {
        var currency = channel is "paypal" or "stripe" ? "USD" : "CNY";
        world.Hall.Simulators[channel].Inject(Enum.Parse<WireFault>(fault));
        var payment = await world.PayAsync($"f-{channel}-{fault}", method, 321, currency);
        world.Hall.Simulators[channel].Clear();
        ((string?)payment["state"]).Should().BeOneOf(["paying", "indoubt"], "what may have arrived is not failed: {0}", payment);
        payment["attempts"]!.AsArray().Should().ContainSingle("an unknown outcome goes to no other account");
        world.Hall.Simulators[channel].Entries.Should().NotContain(e => e.AttemptNumber == (string?)payment["attempt"]);
    }

    [Theory]
    [InlineData("wechat.native")]
    [InlineData("alipay.qr")]
    [InlineData("unionpay.app")]
    public async Task A_bill_has_the_day_s_payment(string method)
    {
        var payment = await world.PayAsync("bill-" + method.Replace('.', '-'), method, 4321, "CNY");
        (await world.BuyAsync(payment)).Should().BeTrue();
        await world.UntilAsync($"payments/{payment["paymentId"]}?merchant=shop", p => (string?)p["state"] == "succeeded");
        var known = world.Hall.Accounts.Single(a => a.Id == (string?)payment["account"]);
        var entry = world.Hall.Simulators[known.Channel].Entries.Single(e => e.AttemptNumber == (string?)payment["attempt"]);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(entry.At, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).DateTime);
        world.Hall.Simulators[known.Channel].MakeBill(known.MerchantId, day);

        var bill = await world.RunAsync("bills", "download", "--account", known.Id, "--date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        bill.ExitCode.Should().Be(0, bill.Error);
        bill.Out.Should().Contain($"{payment["attempt"]}").And.Contain("4321,CNY");
    }

    [Theory]
    [InlineData("paypal-1")]
    [InlineData("stripe-1")]
    public async Task A_bill_of_a_day_that_is_not_over_is_not_ready(string account)
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var bill = await world.RunAsync("bills", "download", "--account", account, "--date", day);
        bill.ExitCode.Should().Be(1, bill.Out);
        bill.Error.Should().Contain("is not ready");
    }

    [Theory]
    [InlineData("wechat-1", "WECHATPAY2-SHA256-RSA2048")]
    [InlineData("alipay-2", "RSA2")]
    [InlineData("unionpay-1", "scheme")]
    [InlineData("stripe-1", "scheme")]
    public async Task What_is_signed_can_be_shown_and_the_key_cannot(string account, string scheme)
    {
        var shown = await world.RunAsync("channels", "debug-sign", account, "--target", "/v3/x", "--key", world.OpsKey);
        shown.ExitCode.Should().Be(0, shown.Error);
        shown.Out.Should().Contain(scheme).And.Contain("SHA-256").And.NotContain("PRIVATE KEY");
        foreach (var secret in world.Hall.Accounts.SelectMany(a => a.Secrets.Values)) shown.Out.Should().NotContain(secret);
    }

    [Fact]
    public async Task Ends_of_certificates_are_listed()
    {
        for (var tries = 0; ; tries++)
        {
            var list = await world.RunAsync("channels", "list", "--key", world.OpsKey);
            if (list.Out.Contains(" ends ", StringComparison.Ordinal)) break;
            tries.Should().BeLessThan(100, list.Out + list.Error);
            await Task.Delay(1000);
        }
    }
}
