using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

public sealed class BillTests : IDisposable
{
    private const string Header = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
    private const string Sums = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
    private static readonly DateOnly s_day = new(2026, 11, 19);
    private readonly StubBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_bill_is_read_by_the_names_of_its_columns()
    {
        var lines = await ReadAsync(File(Row("SUCCESS", "19.99", fee: "0.12000"), Row("REFUND", "0.00", "5.00"), "`2.0,`19.99,`5.00,`0.00,`0.12,`19.99,`5.00"));
        lines.Should().HaveCount(2);
        lines[0].Should().BeEquivalentTo(new { Kind = BillLineKind.Payment, Amount = new Money(1999, Currency.CNY), Fee = new Money(12, Currency.CNY), BookedAt = new DateTimeOffset(2026, 11, 19, 2, 0, 0, TimeSpan.Zero) });
        lines[1].Should().BeEquivalentTo(new { Kind = BillLineKind.Refund, Amount = new Money(500, Currency.CNY), RefundNumber = "R1", AttemptNumber = "K1" });
    }

    [Fact]
    public async Task An_old_merchants_bill_lacks_the_two_last_amounts()
    {
        var row = string.Join(",`", Row("SUCCESS", "19.99").Split(",`")[..24]);
        var header = string.Join(',', Header.Split(',')[..24]);
        var sums = string.Join(',', Sums.Split(',')[..5]);
        var lines = await ReadAsync(Text(header, row, sums, "`1,`19.99,`0.00,`0.00,`0.00"));
        lines.Should().ContainSingle().Which.Amount.Should().Be(new Money(1999, Currency.CNY));
    }

    [Theory]
    [InlineData("SUCCESS", BillLineKind.Refund)]
    [InlineData("PROCESSING", BillLineKind.Refund)]
    [InlineData("FAIL", BillLineKind.Other)]
    [InlineData("CHANGE", BillLineKind.Other)]
    public async Task A_refund_that_sends_nothing_back_is_no_refund(string status, BillLineKind expected)
    {
        var lines = await ReadAsync(File(Row("REFUND", "0.00", "5.00", refundStatus: status), "`1,`0.00,`5.00,`0.00,`0.00,`0.00,`5.00"));
        lines.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind = expected, RawStatus = "REFUND/" + status });
    }

    [Theory]
    [InlineData("`2,`19.99,`0.00,`0.00,`0.00,`19.99,`0.00", "总交易单数")]
    [InlineData("`1,`20.00,`0.00,`0.00,`0.00,`19.99,`0.00", "应结订单总金额")]
    [InlineData("`1,`19.99,`0.01,`0.00,`0.00,`19.99,`0.00", "退款总金额")]
    [InlineData("`1,`19.99,`0.00,`0.01,`0.00,`19.99,`0.00", "充值券退款总金额")]
    [InlineData("`1,`19.99,`0.00,`0.00,`0.01,`19.99,`0.00", "手续费总金额")]
    [InlineData("`1,`19.99,`0.00,`0.00,`0.00,`19.98,`0.00", "订单总金额")]
    [InlineData("`1,`19.99,`0.00,`0.00,`0.00,`19.99,`1.00", "申请退款总金额")]
    [InlineData("`many,`19.99,`0.00,`0.00,`0.00,`19.99,`0.00", "总交易单数")]
    [InlineData("`1,`19.99", "values for")]
    public async Task Sums_that_do_not_fit_the_rows_spoil_the_bill(string sums, string says) => await Spoiled(File(Row("SUCCESS", "19.99"), sums), says);

    [Fact]
    public async Task A_file_that_is_not_what_its_hash_says_spoils_the_bill() =>
        await Spoiled(Good(), "hash", hash: new string('0', 40));

    [Fact]
    public async Task Another_merchants_bill_is_not_used() => await Spoiled(File(Row("SUCCESS", "19.99").Replace("`1900000001", "`1900000002", StringComparison.Ordinal), "`1,`19.99,`0.00,`0.00,`0.00,`19.99,`0.00"), "another merchant");

    [Theory]
    [InlineData("19.999")]
    [InlineData("1e3")]
    [InlineData("１９.９９")]
    [InlineData("")]
    [InlineData(" 19.99")]
    [InlineData("1,999.00")]
    public async Task An_amount_that_is_none_spoils_the_bill(string amount) => await Spoiled(File(Row("SUCCESS", amount), "`1,`19.99,`0.00,`0.00,`0.00,`19.99,`0.00"), "no exact amount");

    [Fact]
    public async Task A_bill_that_ends_early_is_not_used()
    {
        await Spoiled(Text(Header, Row("SUCCESS", "19.99")), "without its sums");
        await Spoiled(Text(Header, Row("SUCCESS", "19.99"), Sums), "before the row of its sums");
        await Spoiled([], "empty");
        await Spoiled([.. Good(), .. "`1,`2\n"u8], "goes on");
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_spoil_the_bill() => await Spoiled([.. Good()[..^3], 0xFF, 0xFE], "UTF-8");

    [Fact]
    public async Task A_zip_bomb_is_not_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++) gzip.Write(zeros);
        }

        Offer(packed.ToArray(), new string('0', 40));
        await Fails("characters");
    }

    [Fact]
    public async Task A_file_that_is_bigger_than_any_bill_is_not_read_to_its_end()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(new byte[100_000]);
        packed.Position = 0;
        await using var file = new Bills.BillFile(packed, bytesMax: 50_000);
        var read = async () => await file.ReadExactlyAsync(new byte[100_000]);
        await read.Should().ThrowAsync<InvalidDataException>();
    }

    [Fact]
    public async Task A_file_that_is_not_packed_is_not_used()
    {
        Offer(Good(), Hash(Good()));
        var read = () => DrainAsync();
        await read.Should().ThrowAsync<InvalidDataException>();
    }

    [Theory]
    [InlineData("https://evil.example/v3/billdownload/file?token=1")]
    [InlineData("http://api.mch.weixin.qq.com/v3/billdownload/file?token=1")]
    [InlineData("https://api.mch.weixin.qq.com.evil.example/file")]
    [InlineData("file:///etc/passwd")]
    [InlineData("../../etc/passwd")]
    public async Task A_bill_is_fetched_from_WeChat_Pay_alone(string url)
    {
        _bench.Platform.Answer(200, $$"""{"hash_type":"SHA1","hash_value":"{{new string('0', 40)}}","download_url":"{{url}}"}""");
        (await BillAsync()).Should().BeEquivalentTo(new { Status = BillStatus.Unknown, Fault = new { RawCode = "BILL_ADDRESS" } });
        _bench.Platform.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("")]
    public async Task A_hash_that_cannot_be_checked_is_told(string type)
    {
        _bench.Platform.Answer(200, $$"""{"hash_type":"{{type}}","hash_value":"{{new string('0', 40)}}","download_url":"https://api.mch.weixin.qq.com/x"}""");
        (await BillAsync()).Fault!.RawCode.Should().Be("BILL_HASH");
    }

    [Fact]
    public async Task A_download_that_is_refused_or_redirected_spoils_the_bill()
    {
        foreach (var status in new[] { 302, 400, 403, 500 })
        {
            Offer([], new string('0', 40), status);
            await Fails($"HTTP {status}");
        }
    }

    [Fact]
    public async Task The_download_is_signed_over_its_own_path()
    {
        Offer(Pack(Good()), Hash(Good()));
        await DrainAsync();
        _bench.Platform.Requests[1].Target.Should().Be("/v3/billdownload/file?token=6XIv5TUPto7pByrTQKhd6kwvyKLG2uY2wMMR8cNXqaA%2F");
        _bench.Platform.Requests[1].Authorization.Should().StartWith("WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\",");
    }

    [Theory]
    [InlineData("STATEMENT_CREATING", 300, BillStatus.NotReady)]
    [InlineData("NO_STATEMENT_EXIST", 23, BillStatus.NotReady)]
    [InlineData("NO_STATEMENT_EXIST", 24, BillStatus.Ready)]
    [InlineData("SYSTEM_ERROR", 24, BillStatus.Unknown)]
    [InlineData("NO_AUTH", 24, BillStatus.Unknown)]
    public async Task No_statement_is_an_empty_day_only_after_a_whole_further_day(string code, int hoursAfterMidnight, BillStatus expected)
    {
        _bench.Time.AdvanceTo(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.FromHours(8)).AddHours(hoursAfterMidnight));
        _bench.Platform.Answer(400, $$"""{"code":"{{code}}","message":"m"}""");
        var bill = await BillAsync();
        bill.Status.Should().Be(expected);
        if (expected == BillStatus.Ready) (await DrainAsync(bill)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_unsigned_no_statement_never_makes_an_empty_day()
    {
        _bench.Time.Advance(TimeSpan.FromDays(3));
        _bench.Platform.Answer(400, """{"code":"NO_STATEMENT_EXIST","message":"m"}""", signed: false);
        (await BillAsync()).Status.Should().Be(BillStatus.NotReady);
    }

    [Fact]
    public void Every_amount_is_read_exactly() => Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), fen =>
    {
        var text = new Money(fen, Currency.CNY).ToMajorText();
        var lines = ReadAsync(File(Row("SUCCESS", text), $"`1,`{text},`0.00,`0.00,`0.00,`{text},`0.00")).GetAwaiter().GetResult();
        return lines.Single().Amount == new Money(fen, Currency.CNY);
    }).QuickCheckThrowOnFailure();

    private static byte[] Good() => File(Row("SUCCESS", "19.99"), "`1,`19.99,`0.00,`0.00,`0.00,`19.99,`0.00");

    private static string Row(string state, string amount, string refund = "0.00", string fee = "0.00000", string refundStatus = "SUCCESS") =>
        "`" + string.Join(
            ",`",
            "2026-11-19 10:00:00", "wxd678efh567hg6787", "1900000001", "0", "", StubBench.TransactionId, "K1", "oPayer", "NATIVE", state, "OTHERS", "CNY", amount, "0.00",
            state == "REFUND" ? "5000" : "0", state == "REFUND" ? "R1" : "0", refund, "0.00", "", state == "REFUND" ? refundStatus : "", "Tea, \"茶\"", "", fee, "0.60%", amount, refund, "");

    private static byte[] File(params string[] rowsAndSums) => Text([Header, .. rowsAndSums[..^1], Sums, rowsAndSums[^1]]);

    private static byte[] Text(params string[] lines) => Encoding.UTF8.GetBytes("\uFEFF" + string.Join("\r\n", lines) + "\r\n");

    private static byte[] Pack(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(file);
        return packed.ToArray();
    }

#pragma warning disable CA5350 // What the provider uses.
    private static string Hash(byte[] file) => Convert.ToHexStringLower(SHA1.HashData(file));
#pragma warning restore CA5350

    private void Offer(byte[] packed, string hash, int status = 200)
    {
        _bench.Platform.Answers.Clear();
        _bench.Platform.Answer(
            200, $$"""{"hash_type":"SHA1","hash_value":"{{hash}}","download_url":"https://api.mch.weixin.qq.com/v3/billdownload/file?token=6XIv5TUPto7pByrTQKhd6kwvyKLG2uY2wMMR8cNXqaA%2F"}""");
        _bench.Platform.Answers.Enqueue(_ => new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(packed) });
    }

    private Task<BillResult> BillAsync() => _bench.Channel.BillAsync(new(s_day), default);

    private async Task<List<BillLine>> ReadAsync(byte[] file)
    {
        Offer(Pack(file), Hash(file));
        return await DrainAsync();
    }

    private async Task<List<BillLine>> DrainAsync(BillResult? bill = null)
    {
        bill ??= await BillAsync();
        bill.Status.Should().Be(BillStatus.Ready);
        var lines = new List<BillLine>();
        await foreach (var line in bill.Lines!) lines.Add(line);
        return lines;
    }

    private async Task Spoiled(byte[] file, string says, string? hash = null)
    {
        Offer(Pack(file), hash ?? Hash(file));
        await Fails(says);
    }

    private async Task Fails(string says)
    {
        var read = () => DrainAsync();
        (await read.Should().ThrowAsync<InvalidDataException>()).Which.Message.Should().Contain(says);
    }
}
