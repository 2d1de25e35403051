using System.IO.Compression;
using System.Text;
using Router.Abstractions;
using Router.Channel.Alipay.Bills;
using Router.Channel.Alipay.Calls;
using Router.Channel.Alipay.Settings;
using Router.Channel.Alipay.Tests.Bench;

namespace Router.Channel.Alipay.Tests;

public sealed class BillTests
{
    private const string Merchant = "2088000000000001";
    private const string Header = "支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,商家实收（元）,退款批次号/请求号,服务费（元）\n";
    private const string Paid = "T1\t,A1\t,交易\t,2026-11-20 12:00:00,10.00,9.50,\t,-0.06\n";
    private const string Back = "T1\t,A1\t,退款\t,2026-11-20 13:00:00,10.00,-4.00,R1\t,0.02\n";
    private static readonly DateOnly s_day = new(2026, 11, 20);

    [Fact]
    public async Task Amounts_fees_and_kinds_are_read_by_name()
    {
        var lines = await ReadAsync(Zip(Header + Paid + Back + "T2,,提现,2026-11-20 14:00:00,-3.00,-3.00,,\n"));
        lines.Select(line => (line.Kind, line.Amount.Minor, line.Fee?.Minor, line.RefundNumber))
            .Should().Equal((BillLineKind.Payment, 1000L, 6L, null), (BillLineKind.Refund, 400L, -2L, "R1"), (BillLineKind.Other, 300L, null, null));
        lines[0].BookedAt.Should().Be(new DateTimeOffset(2026, 11, 20, 4, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("#交易合计：2笔，商家实收共9.50元，商家优惠共0.00元\n")]
    [InlineData("#交易合计：1笔，商家实收共9.51元，商家优惠共0.00元\n")]
    [InlineData("#退款合计：2笔，商家实收退款共-4.00元\n")]
    [InlineData("#退款合计：1笔，商家实收退款共-4.01元\n")]
    public async Task A_last_line_that_does_not_fit_the_rows_spoils_the_bill(string trailer) => await BrokenAsync(Zip(Header + Paid + Back + trailer));

    [Fact]
    public async Task A_last_line_that_fits_is_fine() =>
        (await ReadAsync(Zip(Header + Paid + Back + "#交易合计：1笔，商家实收共9.50元，商家优惠共0.00元\n#退款合计：1笔，商家实收退款共-4.00元\n"))).Should().HaveCount(2);

    [Theory]
    [InlineData("2,1,6.00,5.50")]
    [InlineData("1,0,6.00,5.50")]
    [InlineData("1,1,6.01,5.50")]
    [InlineData("1,1,6.00,5.49")]
    [InlineData("one,1,6.00,5.50")]
    public async Task A_summary_that_does_not_fit_the_rows_spoils_the_bill(string sums) =>
        await BrokenAsync(Zip(Header + Paid + Back.Replace(",10.00,", ",-4.00,", StringComparison.Ordinal), $"#x\n门店编号,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）\n合计,{sums}\n"));

    [Fact]
    public async Task A_summary_that_fits_is_fine() => (await ReadAsync(Zip(
        Header + Paid + Back.Replace(",10.00,", ",-4.00,", StringComparison.Ordinal), "#x\n门店编号,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）\n合计,1,1,6.00,5.50\n"))).Should().HaveCount(2);

    [Theory]
    [InlineData("T1,A1,交易,2026-11-20 12:00:00,10.00,9.50,\n")]
    [InlineData("T1,A1,交易,2026-11-20 12:00:00,10.00,9.50,,,\n")]
    [InlineData("T1,A1,交易,2026-11-20 12:00:00,10.001,9.50,,\n")]
    [InlineData("T1,A1,交易,2026-11-20 12:00:00,ten,9.50,,\n")]
    [InlineData("T1,A1,交易,sometime,10.00,9.50,,\n")]
    [InlineData("T1,\"A1,交易,2026-11-20 12:00:00,10.00,9.50,,\n")]
    [InlineData("T1,A1,交易,2026-11-20 12:00:00,99999999999999999999,9.50,,\n")]
    public async Task A_row_that_cannot_be_read_spoils_the_bill(string row) => await BrokenAsync(Zip(Header + row));

    [Fact]
    public async Task A_header_without_what_is_needed_spoils_the_bill()
    {
        await BrokenAsync(Zip("支付宝交易号,商户订单号\nT1,A1\n"));
        await BrokenAsync(Zip("金额,金额\n1,2\n"));
        await BrokenAsync(Zip("foo,bar\n1,2\n"));
    }

    [Fact]
    public async Task The_bill_of_another_merchant_is_refused() => await BrokenAsync(Zip("#账号：[20889999999999990156]\n" + Header + Paid));

    [Theory]
    [InlineData("../业务明细.csv")]
    [InlineData("/etc/业务明细.csv")]
    [InlineData("a\\业务明细.csv")]
    [InlineData("c:业务明细.csv")]
    [InlineData("sub/业务明细.csv")]
    public async Task A_path_in_a_name_is_refused(string name) => await BrokenAsync(AlipayBill((name, Header + Paid)));

    [Fact]
    public async Task A_zip_bomb_is_given_up()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Gbk.Strict))
        {
            using var entry = zip.CreateEntry("业务明细.csv", CompressionLevel.Fastest).Open();
            entry.Write(Gbk.Strict.GetBytes(Header));
            var comment = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("#" + new string('x', 1022) + "\n", 1024)));
            for (var i = 0; i < 3; i++) entry.Write(comment);
        }

        bytes.Length.Should().BeLessThan(100 * 1024);
        await FluentActions.Awaiting(async () => await BillArchive.ReadAsync(bytes.ToArray(), Merchant, CancellationToken.None, mostBytes: 2 * 1024 * 1024).ToListAsync())
            .Should().ThrowAsync<InvalidDataException>().WithMessage("*unpacks to more than*");
    }

    [Fact]
    public async Task A_row_without_end_and_too_many_files_are_given_up()
    {
        await BrokenAsync(Zip(Header + new string('x', 70_000)));
        await BrokenAsync(AlipayBill([.. Enumerable.Range(0, 17).Select(i => ($"业务明细{i}.csv", Header))]));
    }

    [Fact]
    public async Task What_is_no_zip_no_GBK_or_no_bill_is_refused()
    {
        await BrokenAsync("<html></html>"u8.ToArray());
        await BrokenAsync([]);
        await BrokenAsync(AlipayBill(("readme.txt", "x")));
        await BrokenAsync(AlipayBill(("业务明细(汇总).csv", "x")));
        var zip = Zip(Header + Paid);
        await BrokenAsync(zip[..(zip.Length / 2)]);
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Gbk.Strict))
        {
            using var entry = archive.CreateEntry("业务明细.csv").Open();
            entry.Write(Gbk.Strict.GetBytes(Header));
            entry.Write([0xFF, 0xFF, 0x81]);
        }

        await BrokenAsync(bytes.ToArray());
    }

    [Fact]
    public async Task A_day_without_a_bill_is_not_ready()
    {
        await using var shop = await Shop.OpenAsync();
        var bill = await shop.Channel.BillAsync(new(s_day), default);
        (bill.Status, bill.RetryAfter).Should().Be((BillStatus.NotReady, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_bill_comes_over_the_wire_and_a_broken_one_gives_no_line()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Simulator.PutBill(Merchant, s_day, Zip(Header + Paid));
        var good = await shop.Channel.BillAsync(new(s_day), default);
        good.Status.Should().Be(BillStatus.Ready);
        (await good.Lines!.ToListAsync()).Should().ContainSingle();
        shop.Simulator.PutBill(Merchant, s_day, "nothing"u8.ToArray());
        var bad = await shop.Channel.BillAsync(new(s_day), default);
        await FluentActions.Awaiting(async () => await bad.Lines!.ToListAsync()).Should().ThrowAsync<InvalidDataException>();
    }

    [Theory]
    [InlineData("https://dwbillcenter.alipay.com/downloadBillFile.resource?x=1", "https://openapi.alipay.com/gateway.do", "https://dwbillcenter.alipay.com/downloadBillFile.resource?x=1")]
    [InlineData("http://dwbillcenter.alipay.com/downloadBillFile.resource?x=1", "https://openapi.alipay.com/gateway.do", "https://dwbillcenter.alipay.com/downloadBillFile.resource?x=1")]
    [InlineData("http://dwbillcenter.alipay.com:81/x", "https://openapi.alipay.com/gateway.do", null)]
    [InlineData("https://evil.example/x", "https://openapi.alipay.com/gateway.do", null)]
    [InlineData("https://alipay.com.evil.example/x", "https://openapi.alipay.com/gateway.do", null)]
    [InlineData("https://a@dwbillcenter.alipay.com/x", "https://openapi.alipay.com/gateway.do", null)]
    [InlineData("http://127.0.0.1/x", "https://openapi.alipay.com/gateway.do", null)]
    [InlineData("file:///etc/passwd", "https://openapi.alipay.com/gateway.do", null)]
    [InlineData("/relative", "https://openapi.alipay.com/gateway.do", null)]
    [InlineData("https://bill.alipaydev.com/x", "https://openapi-sandbox.dl.alipaydev.com/gateway.do", "https://bill.alipaydev.com/x")]
    [InlineData("https://bill.alipaydev.com/x", "https://openapi.alipay.com/gateway.do", null)]
    [InlineData("http://127.0.0.1:5000/x", "http://127.0.0.1:5000/gateway.do", "http://127.0.0.1:5000/x")]
    [InlineData("http://127.0.0.1:5001/x", "http://127.0.0.1:5000/gateway.do", null)]
    public void A_bill_is_fetched_from_Alipay_only(string told, string api, string? expected) => ServiceAddress.OfBill(told, new(api))?.AbsoluteUri.Should().Be(expected);

    private static byte[] Zip(string detail, string? summary = null) => summary is null
        ? AlipayBill(("20880000000000010156_20261120_业务明细.csv", detail))
        : AlipayBill(("20880000000000010156_20261120_业务明细.csv", detail), ("20880000000000010156_20261120_业务明细(汇总).csv", summary));

    private static byte[] AlipayBill(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Gbk.Strict))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Gbk.Strict.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static async Task<List<BillLine>> ReadAsync(byte[] zip) => await BillArchive.ReadAsync(zip, Merchant, CancellationToken.None).ToListAsync();

    private static async Task BrokenAsync(byte[] zip) => await FluentActions.Awaiting(() => ReadAsync(zip)).Should().ThrowAsync<InvalidDataException>();
}
