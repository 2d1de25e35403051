using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.Alipay.Bills;
using Router.Channel.Alipay.Orders;
using Router.Channel.Alipay.Tests.Bench;

namespace Router.Channel.Alipay.Tests;

/// <summary>Amounts over the whole range, exact in every direction.</summary>
public sealed class AmountTests
{
    private const long Most = 100_000_000_00;
    private static readonly Arbitrary<long> s_fen = Gen.OneOf(
        Gen.Choose(1, 20_000).Select(fen => (long)fen),
        Gen.Choose(0, int.MaxValue).Select(random => 1 + (random * 7919L % Most)),
        Gen.Elements(1L, 9, 10, 99, 100, 101, 1_00, 9_99, Most - 1, Most)).ToArbitrary();

    [Fact]
    public void What_is_sent_is_what_was_asked_in_yuan_with_two_decimals()
    {
        using var canned = new Canned();
        var channel = canned.Answering("alipay.trade.app.pay", "{}");
        Prop.ForAll(s_fen, fen => Sends(channel, fen)).QuickCheckThrowOnFailure();
    }

    private static bool Sends(IChannel channel, long fen)
    {
        var action = channel.PayAsync(Asks.Pay("alipay.app", fen), default).GetAwaiter().GetResult().Action!;
        var text = $"\"total_amount\":\"{fen / 100}.{fen % 100:00}\"";
        return Uri.UnescapeDataString(action.Content).Contains(text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Alipay_says_is_what_is_told() => Prop.ForAll(s_fen, fen =>
    {
        using var canned = new Canned();
        var pay = Asks.Pay("alipay.page", fen);
        var query = canned.Answering("alipay.trade.query", TableTests.Trade(pay, "TRADE_SUCCESS", amount: $"{fen / 100}.{fen % 100:00}"))
            .QueryAsync(pay.Query(), default).GetAwaiter().GetResult();
        return query.Captured == new Money(fen, Currency.CNY);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void A_bill_tells_every_amount_exactly() => Prop.ForAll(s_fen, fen =>
    {
        var file = new BillFile("2088000000000001");
        var yuan = $"{fen / 100}.{fen % 100:00}";
        using var text = new StringReader(
            "支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,商家实收（元）\n" + $"T,A,交易,2026-11-20 12:00:00,{yuan},{yuan}\nT,A,退款,2026-11-20 12:00:00,-{yuan},-{yuan}\n");
        var lines = new List<BillLine>();
        while (CsvRow.Read(text) is { } row)
            if (file.Read(row) is { } line) lines.Add(line);
        return lines.Count == 2 && lines.All(line => line.Amount.Minor == fen);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Business_parameters_are_JSON_whatever_the_text() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
        using var json = System.Text.Json.JsonDocument.Parse(BizContent.Write(("subject", whole), ("x", "1")));
        return whole.Length == 0 || json.RootElement.GetProperty("subject").GetString() == whole;
    }).QuickCheckThrowOnFailure();
}
