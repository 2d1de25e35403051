using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Router.ChannelSimulators.UnionPay;

/// <summary>Writes the files of a clearing day: ZM with payments and refunds, ZME with none, zipped, zlib, base64.</summary>
internal static class BillFile
{
    private static readonly Encoding s_gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
    private static readonly int[] s_widths =
    [
        3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1, 32, 98,
    ];

    public static string Make(string merchant, DateOnly day, IEnumerable<Transaction> booked)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            var date = day.ToString("yyMMdd", CultureInfo.InvariantCulture);
            using (var file = archive.CreateEntry($"INN{date}88ZM_{merchant}").Open())
            {
                foreach (var transaction in booked) file.Write(Line(transaction));
            }

            using (archive.CreateEntry($"INN{date}88ZME_{merchant}").Open())
            {
            }
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(zip.ToArray());
        return Convert.ToBase64String(packed.ToArray());
    }

    private static byte[] Line(Transaction transaction)
    {
        var original = transaction.Original;
        var fee = (transaction.Amount.Minor * 6 + 500) / 1000;
        var values = new Dictionary<int, string>
        {
            [0] = transaction.IsRefund ? "S30" : "S22",
            [1] = "48021000",
            [2] = "00049992",
            [3] = transaction.TraceNo,
            [4] = Clock.Write(transaction.At!.Value, "MMddHHmmss"),
            [5] = "621626*********0018",
            [6] = transaction.Amount.Minor.ToString("D12", CultureInfo.InvariantCulture),
            [7] = "5411",
            [8] = transaction.Request["channelType"],
            [9] = transaction.QueryId!,
            [11] = transaction.OrderId,
            [12] = "01",
            [13] = original?.TraceNo ?? "000000",
            [14] = original is null ? "0000000000" : Clock.Write(original.At!.Value, "MMddHHmmss"),
            [15] = (transaction.IsRefund ? "C" : "D") + fee.ToString("D12", CultureInfo.InvariantCulture),
            [16] = (transaction.IsRefund ? "D" : "C") + (transaction.Amount.Minor - fee).ToString("D12", CultureInfo.InvariantCulture),
            [19] = transaction.Request["txnType"],
            [20] = transaction.Request["txnSubType"],
            [21] = transaction.Request["bizType"],
            [26] = original?.QueryId ?? "",
            [27] = transaction.Merchant,
            [30] = "茶叶店",
            [34] = transaction.Request.GetValueOrDefault("reqReserved", ""),
            [40] = original?.OrderId ?? "",
        };
        using var line = new MemoryStream();
        for (var i = 0; i < s_widths.Length; i++)
        {
            if (i > 0) line.WriteByte((byte)' ');
            var value = s_gbk.GetBytes(values.GetValueOrDefault(i, ""));
            line.Write(value, 0, Math.Min(value.Length, s_widths[i]));
            for (var j = value.Length; j < s_widths[i]; j++) line.WriteByte((byte)' ');
        }

        line.Write("\r\n"u8);
        return line.ToArray();
    }
}
