using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Bills;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

/// <summary>Every entry of wechat-bill.json.</summary>
public sealed class BillVectorTests
{
    private static readonly Merchant s_merchant = new("1921000401", "wxab8acd895ab1638a", null, null, null);

    public static TheoryData<string> Ids => Vectors.Ids("wechat-bill.json");

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Holds(string id)
    {
        var vector = Vectors.Get("wechat-bill.json", id);
        switch (id)
        {
            case "wx-tradebill-first-rows":
                await FirstRows(vector);
                break;
            case "wx-tradebill-full":
                await Full(vector);
                break;
            case "wx-fundflow-doc":
                await FundFlowOfTheDoc(vector);
                break;
            case "wx-fundflow-v3":
                await FundFlow(vector);
                break;
            default:
                Assert.Fail($"{id} is a vector that no test knows.");
                break;
        }
    }

    private static async Task FirstRows(JsonElement vector)
    {
        var rows = vector.GetProperty("rows").EnumerateArray().Select(r => r.GetString());
        var text = string.Join('\n', [vector.Text("header"), .. rows, vector.Text("summary_header"), "`3.0,`0.03,`0.02,`0.0,`0.01,`0.03,`0.02", ""]);
        var lines = await ReadAsync(Encoding.UTF8.GetBytes("\uFEFF" + text));
        lines.Should().HaveCount(3);
        lines[0].Should().Be(new BillLine
        {
            Kind = BillLineKind.Refund,
            AttemptNumber = "autotest_20190216081946_82335",
            RefundNumber = "REF4200000263201902167700963919",
            ChannelTransactionId = "4200000263201902167700134212",
            Amount = new(1, Currency.CNY),
            Fee = new(0, Currency.CNY),
            BookedAt = new(2019, 2, 18, 21, 1, 46, TimeSpan.Zero),
            RawStatus = "REFUND/SUCCESS",
        });
        lines[2].Should().Be(new BillLine
        {
            Kind = BillLineKind.Payment,
            AttemptNumber = "autotest_20190219015232_89201",
            ChannelTransactionId = "4200000263201902167700134902",
            Amount = new(3, Currency.CNY),
            Fee = new(1, Currency.CNY),
            BookedAt = new(2019, 2, 18, 17, 52, 32, TimeSpan.Zero),
            RawStatus = "SUCCESS",
        });
    }

    private static async Task Full(JsonElement vector)
    {
        var expected = vector.GetProperty("expected");
        var lines = await ReadAsync(Convert.FromBase64String(vector.Text("file_b64")));
        lines.Should().HaveCount(expected.GetProperty("detail_rows").GetInt32());
        lines.Where(l => l.Kind == BillLineKind.Payment).Sum(l => l.Amount.Minor).Should().Be(Fen(expected, "sum_settle"));
        lines.Where(l => l.Kind == BillLineKind.Refund).Sum(l => l.Amount.Minor).Should().Be(Fen(expected, "sum_refund"));
        lines.Sum(l => l.Fee!.Value.Minor).Should().Be(Fen(expected, "sum_fee"));
        lines.Select(l => l.Kind).Distinct().Should().BeEquivalentTo([BillLineKind.Payment, BillLineKind.Refund]);

        // The sums at the end are those of the vector, and the reader holds the rows to them.
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(vector.Text("file_b64")));
        var sums = "`" + string.Join(",`", expected.GetProperty("summary").EnumerateArray().Select(s => s.GetString()));
        text.Should().Contain(sums);
        var changed = () => ReadAsync(Encoding.UTF8.GetBytes(text.Replace(sums, sums.Replace("`45.0,`0.47", "`45.0,`0.48", StringComparison.Ordinal), StringComparison.Ordinal)));
        await changed.Should().ThrowAsync<InvalidDataException>();
    }

    private static async Task FundFlowOfTheDoc(JsonElement vector)
    {
        var expected = vector.GetProperty("expected");
        var (rows, summary) = await TableAsync(vector.Text("text"));
        rows.Should().HaveCount(expected.GetProperty("detail_rows").GetInt32());
        (rows[0].Text("收支类型") == "支出" ? "out" : "in").Should().Be(expected.Text("direction"));
        rows[0].Money("收支金额(元)", Currency.CNY).Minor.Should().Be(expected.GetProperty("amount_minor").GetInt64());
        rows[0].Money("账户结余(元)", Currency.CNY).Minor.Should().Be(expected.GetProperty("balance_minor").GetInt64());
        summary.Count("资金流水总笔数").Should().Be(expected.GetProperty("summary_total").GetInt64());
    }

    private static async Task FundFlow(JsonElement vector)
    {
        var expected = vector.GetProperty("expected");
        var sums = expected.GetProperty("summary");
        var (rows, summary) = await TableAsync(vector.Text("text"));
        rows.Should().HaveCount(expected.GetProperty("detail_rows").GetInt32());
        rows.Where(r => r.Text("收支类型") == "支出").Sum(r => r.Money("收支金额(元)", Currency.CNY).Minor).Should().Be(expected.GetProperty("out_total_minor").GetInt64());
        summary.Count("资金流水总笔数").Should().Be(sums.GetProperty("total").GetInt64());
        summary.Count("收入笔数").Should().Be(sums.GetProperty("in_count").GetInt64());
        summary.Money("收入金额", Currency.CNY).Minor.Should().Be(sums.GetProperty("in_minor").GetInt64());
        summary.Count("支出笔数").Should().Be(sums.GetProperty("out_count").GetInt64());
        summary.Money("支出金额", Currency.CNY).Minor.Should().Be(sums.GetProperty("out_minor").GetInt64());
    }

    private static long Fen(JsonElement owner, string name)
    {
        Money.TryParseMajor(owner.GetProperty(name).GetRawText(), Currency.CNY, out var money).Should().BeTrue();
        return money.Minor;
    }

    private static async Task<List<BillLine>> ReadAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        using var lines = new BillLines(stream);
        var read = new List<BillLine>();
        await foreach (var line in TradeBill.ReadAsync(lines, s_merchant, default)) read.Add(line);
        return read;
    }

    private static async Task<(List<BillRow> Rows, BillRow Summary)> TableAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var lines = new BillLines(stream);
        var table = await BillTable.OpenAsync(lines, default);
        var rows = new List<BillRow>();
        await foreach (var row in table.RowsAsync(default)) rows.Add(row);
        return (rows, table.Summary!);
    }
}
