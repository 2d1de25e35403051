using System.Text.Json;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.Alipay;

/// <summary>Alipay's trades, and what each method of the API does with them. Called under the simulator's lock.</summary>
internal sealed class AlipayBook(TimeProvider time, Action<ProviderEntry> book, Action<AlipayTrade> paid)
{
    private readonly Dictionary<(string MerchantId, string Number), AlipayTrade> _trades = [];
    private readonly Dictionary<string, (AlipayMerchant Merchant, Dictionary<string, string> Fields, JsonElement Biz)> _codes = [];
    private int _numbers;

    public IEnumerable<AlipayTrade> Trades => _trades.Values;

    public AlipayTrade? Find(string merchantId, string number)
    {
        var trade = _trades.GetValueOrDefault((merchantId, number));
        trade?.Age(time.GetUtcNow());
        return trade;
    }

    public IEnumerable<(string, string)> Precreate(AlipayMerchant merchant, Dictionary<string, string> fields, JsonElement biz)
    {
        var number = Text(biz, "out_trade_no");
        CheckOrder(biz, "FACE_TO_FACE_PAYMENT");
        Unused(merchant, number, biz);
        var known = _codes.FirstOrDefault(code => code.Value.Merchant == merchant && Text(code.Value.Biz, "out_trade_no") == number);
        if (known.Key is not null && Text(known.Value.Biz, "total_amount") != Text(biz, "total_amount")) throw AlipayRefusal.Business("ACQ.CONTEXT_INCONSISTENT");
        var code = known.Key ?? $"https://qr.alipay.com/bax0{++_numbers:000000}{merchant.MerchantId[^4..]}";
        _codes[code] = (merchant, fields, biz);
        return [("out_trade_no", number), ("qr_code", code)];
    }

    /// <returns>The code of the answer and its fields.</returns>
    public (string Code, IEnumerable<(string, string)> Fields) Charge(AlipayMerchant merchant, Dictionary<string, string> fields, JsonElement biz)
    {
        CheckOrder(biz, "FACE_TO_FACE_PAYMENT");
        if (Text(biz, "scene") != "bar_code") throw AlipayRefusal.Business("ACQ.INVALID_PARAMETER");
        var authCode = Text(biz, "auth_code");
        var isCode = authCode.Length is >= 16 and <= 24 && authCode.All(char.IsAsciiDigit) && authCode[..2] is "25" or "26" or "27" or "28" or "29" or "30";
        if (!isCode || authCode.StartsWith("2599", StringComparison.Ordinal)) throw AlipayRefusal.Business("ACQ.PAYMENT_AUTH_CODE_INVALID");
        var number = Text(biz, "out_trade_no");
        Unused(merchant, number, biz);
        var trade = Find(merchant.MerchantId, number) ?? Open(merchant, fields, biz);
        if (authCode.StartsWith("2588", StringComparison.Ordinal)) throw AlipayRefusal.Business("ACQ.BUYER_BALANCE_NOT_ENOUGH");
        if ((authCode[^1] - '0') % 2 == 1) return ("10003", [("out_trade_no", number), ("trade_no", trade.TradeNo), ("total_amount", AlipayText.Yuan(trade.Amount.Minor))]);
        Pay(trade);
        return ("10000", [.. Buyer(), ("gmt_payment", AlipayText.Beijing(trade.PaidAt!.Value)), .. Sums(trade), ("out_trade_no", number), ("trade_no", trade.TradeNo)]);
    }

    public IEnumerable<(string, string)> Query(AlipayMerchant merchant, JsonElement biz)
    {
        var trade = Known(merchant, biz);
        var said = new List<(string, string)>(Buyer()) { ("out_trade_no", trade.Number), ("trade_no", trade.TradeNo), ("trade_status", trade.Status) };
        if (trade.PaidAt is { } at) said.Add(("send_pay_date", AlipayText.Beijing(at)));
        return [.. said, .. Sums(trade)];
    }

    public IEnumerable<(string, string)> Close(AlipayMerchant merchant, JsonElement biz)
    {
        var trade = Known(merchant, biz);
        if (trade.Status != "WAIT_BUYER_PAY") throw AlipayRefusal.Business("ACQ.TRADE_STATUS_ERROR");
        trade.Status = "TRADE_CLOSED";
        return [("out_trade_no", trade.Number), ("trade_no", trade.TradeNo)];
    }

    public IEnumerable<(string, string)> Cancel(AlipayMerchant merchant, JsonElement biz)
    {
        var number = Text(biz, "out_trade_no");
        if (Find(merchant.MerchantId, number) is not { } trade) return [("out_trade_no", number), ("retry_flag", "N")];
        if (trade.Status == "TRADE_FINISHED") throw AlipayRefusal.Business("ACQ.TRADE_HAS_FINISHED");
        if (trade.Refunds.Count > 0 && !trade.IsReversed) throw AlipayRefusal.Business("ACQ.REASON_TRADE_REFUND_FEE_ERR");
        if (trade.Status == "TRADE_SUCCESS")
        {
            trade.IsReversed = true;
            trade.Refunds.Add(new("", trade.Amount, time.GetUtcNow()));
            book(new(merchant.MerchantId, number, "", trade.TradeNo, trade.Amount, time.GetUtcNow()));
        }

        trade.Status = "TRADE_CLOSED";
        return [("out_trade_no", number), ("trade_no", trade.TradeNo), ("retry_flag", "N"), ("action", trade.IsReversed ? "refund" : "close")];
    }

    public IEnumerable<(string, string)> Refund(AlipayMerchant merchant, JsonElement biz)
    {
        var trade = Known(merchant, biz);
        var number = Text(biz, "out_request_no");
        if (AlipayText.Yuan(Text(biz, "refund_amount")) is not { } amount || number == "") throw AlipayRefusal.Business("ACQ.INVALID_PARAMETER");
        var isRepeat = trade.Refunds.Find(refund => refund.Number == number);
        if (isRepeat is not null && isRepeat.Amount != amount) throw AlipayRefusal.Business("ACQ.DISCORDANT_REPEAT_REQUEST");
        if (isRepeat is null)
        {
            if (trade.Status == "TRADE_FINISHED") throw AlipayRefusal.Business("ACQ.TRADE_HAS_FINISHED");
            if (trade.Status != "TRADE_SUCCESS") throw AlipayRefusal.Business("ACQ.TRADE_STATUS_ERROR");
            if (trade.RefundedFen + amount.Minor > trade.Amount.Minor) throw AlipayRefusal.Business("ACQ.REASON_TRADE_REFUND_FEE_ERR");
            trade.Refunds.Add(new(number, amount, time.GetUtcNow()));
            book(new(merchant.MerchantId, trade.Number, number, trade.TradeNo, amount, time.GetUtcNow()));
            if (trade.RefundedFen == trade.Amount.Minor) trade.Status = "TRADE_CLOSED";
        }

        return
        [
            .. Buyer(), ("fund_change", isRepeat is null ? "Y" : "N"), ("gmt_refund_pay", AlipayText.Beijing(trade.Refunds[^1].At)),
            ("out_trade_no", trade.Number), ("refund_fee", AlipayText.Yuan(trade.RefundedFen)), ("send_back_fee", "0.00"), ("trade_no", trade.TradeNo),
        ];
    }

    public IEnumerable<(string, string)> QueryRefund(AlipayMerchant merchant, JsonElement biz)
    {
        var trade = Known(merchant, biz);
        var number = Text(biz, "out_request_no");
        if (trade.Refunds.Find(refund => refund.Number == number) is not { } found) return [];
        return
        [
            ("out_request_no", number), ("out_trade_no", trade.Number), ("refund_amount", AlipayText.Yuan(found.Amount.Minor)),
            ("refund_status", "REFUND_SUCCESS"), ("total_amount", AlipayText.Yuan(trade.Amount.Minor)), ("trade_no", trade.TradeNo),
        ];
    }

    /// <summary>The buyer opens a page, an app call or a code: only now the trade comes to be. Null where Alipay shows him an error.</summary>
    public AlipayTrade? OpenFor(AlipayMerchant merchant, Dictionary<string, string> fields, JsonElement biz, string product)
    {
        try
        {
            CheckOrder(biz, product);
            Unused(merchant, Text(biz, "out_trade_no"), biz);
            return Find(merchant.MerchantId, Text(biz, "out_trade_no")) ?? Open(merchant, fields, biz);
        }
        catch (AlipayRefusal)
        {
            return null;
        }
    }

    public AlipayTrade? Scan(string code) =>
        _codes.TryGetValue(code, out var order) ? OpenFor(order.Merchant, order.Fields, order.Biz, "FACE_TO_FACE_PAYMENT") : null;

    public void Pay(AlipayTrade trade)
    {
        trade.Status = "TRADE_SUCCESS";
        trade.PaidAt = time.GetUtcNow();
        book(new(trade.Merchant.MerchantId, trade.Number, null, trade.TradeNo, trade.Amount, time.GetUtcNow()));
        paid(trade);
    }

    private AlipayTrade Open(AlipayMerchant merchant, Dictionary<string, string> fields, JsonElement biz)
    {
        var now = time.GetUtcNow();
        var trade = new AlipayTrade
        {
            Merchant = merchant,
            Number = Text(biz, "out_trade_no"),
            TradeNo = $"{AlipayText.Beijing(now)[..10].Replace("-", "", StringComparison.Ordinal)}2200149916{++_numbers:0000000000}",
            Amount = AlipayText.Yuan(Text(biz, "total_amount"))!.Value,
            Subject = Text(biz, "subject"),
            CreatedAt = now,
            ExpiresAt = AlipayText.Beijing(Text(biz, "time_expire")) ?? now.AddDays(15),
            NotifyUrl = fields.GetValueOrDefault("notify_url", ""),
        };
        trade.Age(now);
        if (trade.Status != "WAIT_BUYER_PAY") throw AlipayRefusal.Business("ACQ.INVALID_PARAMETER");
        return _trades[(merchant.MerchantId, trade.Number)] = trade;
    }

    private void Unused(AlipayMerchant merchant, string number, JsonElement biz)
    {
        if (Find(merchant.MerchantId, number) is not { } trade) return;
        if (trade.PaidAt is not null) throw AlipayRefusal.Business("ACQ.TRADE_HAS_SUCCESS");
        if (trade.Status == "TRADE_CLOSED") throw AlipayRefusal.Business("ACQ.TRADE_HAS_CLOSE");
        if (trade.Amount != AlipayText.Yuan(Text(biz, "total_amount"))) throw AlipayRefusal.Business("ACQ.CONTEXT_INCONSISTENT");
    }

    private static void CheckOrder(JsonElement biz, string product)
    {
        var number = Text(biz, "out_trade_no");
        var isNumber = number.Length is > 0 and <= 64 && number.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        var expire = Text(biz, "time_expire");
        if (!isNumber || Text(biz, "subject").Length is 0 or > 256 || AlipayText.Yuan(Text(biz, "total_amount")) is null
            || Text(biz, "product_code") != product || (expire != "" && AlipayText.Beijing(expire) is null))
            throw AlipayRefusal.Business("ACQ.INVALID_PARAMETER");
    }

    private AlipayTrade Known(AlipayMerchant merchant, JsonElement biz)
    {
        var (number, tradeNo) = (Text(biz, "out_trade_no"), Text(biz, "trade_no"));
        if (number == "" && tradeNo == "") throw AlipayRefusal.Business("ACQ.INVALID_PARAMETER");
        var trade = tradeNo == ""
            ? Find(merchant.MerchantId, number)
            : _trades.Values.FirstOrDefault(known => known.TradeNo == tradeNo && known.Merchant.MerchantId == merchant.MerchantId);
        trade?.Age(time.GetUtcNow());
        return trade ?? throw AlipayRefusal.Business("ACQ.TRADE_NOT_EXIST");
    }

    private static IEnumerable<(string, string)> Buyer() => [("buyer_logon_id", "tea***@sim.example"), ("buyer_user_id", "2088102146225135")];

    private static IEnumerable<(string, string)> Sums(AlipayTrade trade)
    {
        var paid = AlipayText.Yuan(trade.PaidAt is null ? 0 : trade.Amount.Minor);
        return [("buyer_pay_amount", paid), ("invoice_amount", paid), ("point_amount", "0.00"), ("receipt_amount", paid), ("total_amount", AlipayText.Yuan(trade.Amount.Minor))];
    }

    private static string Text(JsonElement biz, string name) =>
        biz.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
