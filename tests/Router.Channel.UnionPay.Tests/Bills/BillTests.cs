using System.IO.Compression;
using System.Text;
using Router.Abstractions;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests.Bills;

public sealed class BillTests
{
    private static readonly Encoding s_gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!;
    private static readonly DateOnly s_day = new(2026, 11, 20);
    private readonly TestHost _host = new();

    [Fact]
    public async Task It_is_asked_for_by_its_clearing_day()
    {
        _host.Network.Reply(a => a["respCode"] = "98");
        (await Bench.Open(_host).BillAsync(new(s_day), default)).Should().Match<BillResult>(b => b.Status == BillStatus.NotReady && b.RetryAfter > TimeSpan.Zero);
        _host.Network.Sent.Single().Fields.Should().Contain("txnType", "76").And.Contain("txnSubType", "01").And.Contain("bizType", "000000")
            .And.Contain("settleDate", "1120").And.Contain("fileType", "00").And.Contain("txnTime", "20261120120000");
    }

    [Fact]
    public async Task A_day_whose_year_UnionPay_could_mistake_is_not_asked_for()
    {
        (await Bench.Open(_host).BillAsync(new(s_day.AddDays(-331)), default)).Should().Match<BillResult>(b => b.Status == BillStatus.Unknown && b.Fault!.RawCode == "too-old");
        _host.Network.Sent.Should().BeEmpty();
        (await Bench.Open(_host).BillAsync(new(new(2026, 11, 21)), default)).Status.Should().Be(BillStatus.NotReady);
        _host.Network.Sent.Should().BeEmpty("it would be last year's");
        await Bench.Open(_host).BillAsync(new(s_day.AddDays(-330)), default);
        _host.Network.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Payments_refunds_voids_and_errors_are_lines()
    {
        var lines = await ReadAsync(Zip(
            ("INN26112088ZM_" + TestKeys.Merchant, string.Concat(
                Line(), Line((0, "S30"), (11, "R2026112000000001"), (19, "04"), (26, "782611201200060674028"), (40, "A2026112000000001"), (15, "C000000000003")),
                Line((0, "S31"), (11, "V2026112000000001"), (19, "31"), (40, "A2026112000000001")), Line((0, "S99")))),
            ("INN26112088ZME_" + TestKeys.Merchant, ErrorLine())));
        lines.Should().HaveCount(5);
        lines[0].Should().Be(new BillLine
        {
            Kind = BillLineKind.Payment,
            AttemptNumber = "A2026112000000001",
            ChannelTransactionId = "782611201200060674028",
            Amount = new(1999, Currency.CNY),
            Fee = new(12, Currency.CNY),
            BookedAt = TestKeys.Start.AddSeconds(6),
            RawStatus = "S22",
        });
        lines[1].Should().Match<BillLine>(l => l.Kind == BillLineKind.Refund && l.RefundNumber == "R2026112000000001" && l.AttemptNumber == "A2026112000000001"
            && l.ChannelTransactionId == "782611201200060674028" && l.Fee == new Money(-3, Currency.CNY));
        lines[2].Should().Match<BillLine>(l => l.Kind == BillLineKind.Refund && l.RefundNumber == "V2026112000000001");
        lines[3].Kind.Should().Be(BillLineKind.Other);
        lines[4].Should().Match<BillLine>(l => l.Kind == BillLineKind.Other && l.RawStatus == "E74" && l.Amount == new Money(1999, Currency.CNY));
    }

    [Fact]
    public async Task A_refund_without_the_original_number_takes_it_from_the_merchants_own_field() =>
        (await ReadAsync(Zip(Line((0, "S30"), (11, "R2026112000000001"), (34, "A2026112000000001"))))).Single().AttemptNumber.Should().Be("A2026112000000001");

    [Fact]
    public async Task Fields_are_cut_by_bytes_of_GBK() =>
        (await ReadAsync(Zip(Line((30, "茶叶店有限公司"), (40, "A2026112000000002"), (0, "S30"))))).Single().AttemptNumber.Should().Be("A2026112000000002");

    [Fact]
    public async Task A_day_without_trade_is_an_empty_bill() => (await ReadAsync(Zip(""))).Should().BeEmpty();

    [Fact]
    public async Task A_clearing_day_across_new_year_has_both_years()
    {
        _host.Clock.Advance(TimeSpan.FromDays(43));
        var lines = await ReadAsync(Zip(Line((4, "1231235959")) + Line((4, "0101120000"))), new(2027, 1, 1));
        lines.Select(l => l.BookedAt.Year).Should().Equal(2026, 2027);
    }

    [Fact]
    public async Task Many_lines_are_read_through_the_buffer() => (await ReadAsync(Zip(string.Concat(Enumerable.Repeat(Line(), 500))))).Should().HaveCount(500);

    [Fact]
    public async Task A_line_cut_short_spoils_the_bill() => await SpoiltAsync(Zip(Line() + Line()[..300]));

    [Fact]
    public async Task A_line_that_is_too_long_spoils_the_bill() => await SpoiltAsync(Zip(Line().TrimEnd('\r', '\n') + "x\r\n"));

    [Fact]
    public async Task An_endless_line_spoils_the_bill() => await SpoiltAsync(Zip(new string('S', 200_000)));

    [Fact]
    public async Task A_line_shifted_by_a_byte_spoils_the_bill() => await SpoiltAsync(Zip(" " + Line().TrimEnd('\r', '\n')[..^1] + "\r\n"));

    [Theory]
    [InlineData(6, "00000000199x")]
    [InlineData(6, "")]
    [InlineData(4, "1340120006")]
    [InlineData(15, "X000000000012")]
    [InlineData(27, "777290058110048")]
    public async Task A_field_that_cannot_be_spoils_the_bill(int field, string value) => await SpoiltAsync(Zip(Line((field, value))));

    [Fact]
    public async Task Another_merchants_line_in_the_older_place_spoils_the_bill() => await SpoiltAsync(Zip(Line((27, ""), (18, "777290058110048"))));

    [Fact]
    public async Task GBK_that_is_none_spoils_the_bill()
    {
        var line = s_gbk.GetBytes(Line());
        line[300] = 0xFF;
        await SpoiltAsync(Pack(("INN26112088ZM_" + TestKeys.Merchant, line)));
    }

    [Fact]
    public async Task Another_merchants_file_spoils_the_bill() => await SpoiltAsync(Zip(("INN26112088ZM_777290058110048", Line())));

    [Theory]
    [InlineData("not base64!")]
    [InlineData("")]
    [InlineData("AAAA")]
    public async Task What_is_no_archive_is_Unknown(string content) => await UnknownAsync(content);

    [Fact]
    public async Task Zlib_of_something_else_is_Unknown() => await UnknownAsync(Zlib("no zip"u8.ToArray()));

    [Fact]
    public async Task An_archive_without_a_ZM_file_is_Unknown() => await UnknownAsync(Zip(("README.txt", "nothing")));

    [Theory]
    [InlineData("../INN26112088ZM_777290058167151")]
    [InlineData("/etc/INN26112088ZM_777290058167151")]
    [InlineData("a/b")]
    [InlineData("..\\INN26112088ZM_777290058167151")]
    [InlineData("C:INN")]
    public async Task A_path_in_the_archive_is_Unknown(string name) => await UnknownAsync(Zip(("INN26112088ZM_" + TestKeys.Merchant, Line()), (name, Line())));

    [Fact]
    public async Task A_zlib_bomb_is_Unknown() => await UnknownAsync(Zlib(new byte[80 << 20]));

    [Fact]
    public async Task A_zip_with_too_many_files_is_Unknown() =>
        await UnknownAsync(Zip([("INN26112088ZM_" + TestKeys.Merchant, Line()), .. Enumerable.Range(0, 100).Select(i => ($"f{i}", ""))]));

    [Fact]
    public async Task A_zip_bomb_is_Unknown()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var file = archive.CreateEntry("INN26112088ZM_" + TestKeys.Merchant, CompressionLevel.Fastest).Open();
            var blanks = new byte[1 << 20];
            for (var i = 0; i < 1025; i++) file.Write(blanks);
        }

        await UnknownAsync(Zlib(zip.ToArray()));
    }

    [Theory]
    [InlineData("merId", "777290058110048")]
    [InlineData("settleDate", "1119")]
    public async Task Another_bill_is_Unknown(string field, string value)
    {
        _host.Network.Reply(a =>
        {
            a["fileContent"] = Zip(Line());
            a[field] = value;
        });
        (await Bench.Open(_host).BillAsync(new(s_day), default)).Status.Should().Be(BillStatus.Unknown);
    }

    [Fact]
    public void The_clearing_day_ends_at_eleven_in_the_evening() =>
        new UnionPayPlugin().Manifest.Bills.Should().Be(new BillManifest(new(9, 0), new(23, 0)));

    private async Task<List<BillLine>> ReadAsync(string content, DateOnly? day = null)
    {
        _host.Network.Reply(a => a["fileContent"] = content);
        var bill = await Bench.Open(_host).BillAsync(new(day ?? s_day), default);
        bill.Status.Should().Be(BillStatus.Ready, bill.Fault?.RawMessage);
        var lines = new List<BillLine>();
        await foreach (var line in bill.Lines!) lines.Add(line);
        return lines;
    }

    private async Task SpoiltAsync(string content)
    {
        var read = () => ReadAsync(content);
        await read.Should().ThrowAsync<InvalidDataException>();
    }

    private async Task UnknownAsync(string content)
    {
        _host.Network.Reply(a => a["fileContent"] = content);
        var bill = await Bench.Open(_host).BillAsync(new(s_day), default);
        bill.Status.Should().Be(BillStatus.Unknown);
        bill.Fault!.RawCode.Should().Be("broken-bill");
    }

    private static string Line(params (int Index, string Value)[] changes)
    {
        var values = new Dictionary<int, string>
        {
            [0] = "S22",
            [1] = "48021000",
            [2] = "00049992",
            [3] = "067402",
            [4] = "1120120006",
            [5] = "621626*********0018",
            [6] = "000000001999",
            [7] = "5411",
            [8] = "07",
            [9] = "782611201200060674028",
            [10] = "01",
            [11] = "A2026112000000001",
            [12] = "01",
            [15] = "D000000000012",
            [16] = "C000000001987",
            [19] = "01",
            [27] = TestKeys.Merchant,
        };
        foreach (var (index, value) in changes) values[index] = value;
        return Join(values, 3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1, 32, 98);
    }

    private static string ErrorLine() => Join(
        new() { [0] = "E74", [3] = "067402", [4] = "1120120006", [6] = "000000001999" },
        3, 11, 11, 6, 10, 19, 12, 4, 2, 2, 6, 10, 4, 12, 13, 13, 15, 15, 1, 12, 2, 135);

    private static string Join(Dictionary<int, string> values, params int[] widths) => string.Join(' ', widths.Select((width, i) =>
    {
        var value = values.GetValueOrDefault(i, "");
        return value + new string(' ', width - s_gbk.GetByteCount(value));
    })) + "\r\n";

    private static string Zip(string lines) => Zip(("INN26112088ZM_" + TestKeys.Merchant, lines));

    private static string Zip(params (string Name, string Text)[] files) => Pack([.. files.Select(f => (f.Name, s_gbk.GetBytes(f.Text)))]);

    private static string Pack(params (string Name, byte[] Bytes)[] files)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var file = archive.CreateEntry(name).Open();
                file.Write(bytes);
            }
        }

        return Zlib(zip.ToArray());
    }

    private static string Zlib(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(bytes);
        return Convert.ToBase64String(packed.ToArray());
    }
}
