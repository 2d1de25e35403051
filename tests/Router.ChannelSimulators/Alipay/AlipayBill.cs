using System.IO.Compression;
using System.Text;

namespace Router.ChannelSimulators.Alipay;

/// <summary>Writes a day's bill as Alipay does: a zip with two files, names and contents in GBK, values ended by TABs.</summary>
internal static class AlipayBill
{
    private const string Header = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,"
        + "支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";

    private const string Totals = "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）";

    /// <returns>Null where nothing was traded.</returns>
    public static byte[]? Make(string merchantId, DateOnly day, IEnumerable<AlipayTrade> trades)
    {
        var (rows, pays, refunds, received, back) = (new StringBuilder(), 0, 0, 0L, 0L);
        foreach (var trade in trades.Where(trade => trade.Merchant.MerchantId == merchantId))
        {
            if (trade.PaidAt is { } at && Day(at) == day)
            {
                rows.Append(Row(trade, "交易", at, trade.Amount.Minor, ""));
                (pays, received) = (pays + 1, received + trade.Amount.Minor);
            }

            foreach (var refund in trade.Refunds.Where(refund => Day(refund.At) == day))
            {
                rows.Append(Row(trade, "退款", refund.At, -refund.Amount.Minor, refund.Number));
                (refunds, back) = (refunds + 1, back + refund.Amount.Minor);
            }
        }

        if (pays + refunds == 0) return null;
        var title = $"{merchantId}0156_{day:yyyyMMdd}_业务明细";
        var line = new string('-', 40);
        var detail = $"#支付宝业务明细查询\r\n#账号：[{merchantId}0156]\r\n#起始日期：[{day:yyyy年MM月dd日} 00:00:00]\r\n#{line}业务明细列表{line}\r\n{Header}\r\n{rows}"
            + $"#{line}业务明细列表结束{line}\r\n#交易合计：{pays}笔，商家实收共{AlipayText.Yuan(received)}元，商家优惠共0.00元\r\n"
            + $"#退款合计：{refunds}笔，商家实收退款共{AlipayText.Yuan(-back)}元，商家优惠退款共0.00元\r\n#导出时间：[{day.AddDays(1):yyyy年MM月dd日} 08:00:00]\r\n";
        var net = AlipayText.Yuan(received - back);
        var summary = $"#支付宝业务汇总查询\r\n#账号：[{merchantId}0156]\r\n{Totals}\r\n合计\t,\t,{pays}\t,{refunds}\t,{net},{net},0.00,0.00,0.00,0.00,0.00,{net}\r\n#导出时间\r\n";
        return Zip((title + ".csv", detail), (title + "(汇总).csv", summary));
    }

    public static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, AlipayText.Gbk))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(AlipayText.Gbk.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static string Row(AlipayTrade trade, string type, DateTimeOffset at, long fen, string request)
    {
        var subject = $"\"{trade.Subject.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var yuan = AlipayText.Yuan(fen);
        return $"{trade.TradeNo}\t,{trade.Number}\t,{type}\t,{subject},{AlipayText.Beijing(trade.CreatedAt)},{AlipayText.Beijing(at)},\t,\t,\t,\t,*茶(tea***@sim.example)\t,"
            + $"{yuan},{yuan},0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,{request}\t,0.00,0.00,\r\n";
    }

    private static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime.AddHours(8));
}
