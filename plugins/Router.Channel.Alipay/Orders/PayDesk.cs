using Router.Abstractions;
using Router.Channel.Alipay.Calls;
using Router.Channel.Alipay.Settings;

namespace Router.Channel.Alipay.Orders;

/// <summary>Starts payments. page, wap and app are signed here and sent by the buyer; qr and barcode are calls.</summary>
internal sealed class PayDesk(AlipaySettings settings, AlipayWire wire)
{
    private const long MostFen = 100_000_000_00;

    public async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Unfit(request) is { } why) return ChannelResult.NotSent(FaultBlame.Request, why.Code, why.Message);
        return request.Method switch
        {
            Methods.Page => Redirect(request, "alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY"),
            Methods.Wap => Redirect(request, "alipay.trade.wap.pay", "QUICK_WAP_WAY"),
            Methods.App => App(request),
            Methods.Qr => await PrecreateAsync(request, cancellationToken),
            Methods.Barcode => await ChargeAsync(request, cancellationToken),
            _ => ChannelResult.Unsupported(),
        };
    }

    private static (string Code, string Message)? Unfit(PayRequest request)
    {
        if (request.Amount.Currency != Currency.CNY) return ("CURRENCY", $"Alipay takes CNY, not {request.Amount.Currency}.");
        if (request.Amount.Minor is <= 0 or > MostFen) return ("AMOUNT", "Alipay takes 0.01 to 100000000.00 yuan.");
        if (request.Method == Methods.Barcode && string.IsNullOrEmpty(request.AuthCode)) return ("AUTH_CODE", "A barcode payment needs the buyer's code.");
        return null;
    }

    private ChannelResult Redirect(PayRequest request, string method, string product)
    {
        var fields = wire.Sign(Call(request, method, product));
        var end = Expiry.Of(request);
        var address = settings.Address.AbsoluteUri;
        return ChannelResult.Pending(settings.PageAsForm
            ? new PayAction(PayActionKind.Form, address + "?charset=utf-8", fields, end)
            : new PayAction(PayActionKind.Redirect, $"{address}?{FormText.Write(fields)}", null, end));
    }

    private ChannelResult App(PayRequest request)
    {
        var fields = wire.Sign(Call(request, "alipay.trade.app.pay", "QUICK_MSECURITY_PAY"));
        return ChannelResult.Pending(new PayAction(PayActionKind.AppParameters, FormText.Write(fields), null, Expiry.Of(request)));
    }

    private async Task<ChannelResult> PrecreateAsync(PayRequest request, CancellationToken cancellationToken)
    {
        var answer = await wire.CallAsync(Call(request, "alipay.trade.precreate", "FACE_TO_FACE_PAYMENT"), cancellationToken);
        if (!answer.IsSuccess) return Refused(request, answer);
        if (!IsOurs(request, answer)) return OtherOrder();
        return answer.Text("qr_code") is { } code
            ? ChannelResult.Pending(new PayAction(PayActionKind.QrCode, code, null, Expiry.Of(request)))
            : ChannelResult.Unknown(FaultStage.Answered, "NO_QR_CODE", "Alipay accepted the order and gave no code.");
    }

    private async Task<ChannelResult> ChargeAsync(PayRequest request, CancellationToken cancellationToken)
    {
        var answer = await wire.CallAsync(Call(request, "alipay.trade.pay", "FACE_TO_FACE_PAYMENT"), cancellationToken);
        if (answer is { IsAuthentic: true, Code: "10003" })
            return IsOurs(request, answer) ? ChannelResult.Pending(new PayAction(PayActionKind.Wait, "", null, Expiry.Of(request))) : OtherOrder();
        if (!answer.IsSuccess) return Refused(request, answer);
        if (!IsOurs(request, answer)) return OtherOrder();
        if (answer.Text("trade_no") is not { } tradeNo || answer.Yuan("total_amount") is not { } paid)
            return ChannelResult.Unknown(FaultStage.Answered, "INCOMPLETE", "Alipay says paid and leaves out the trade number or the amount.");
        if (paid != request.Amount) return ChannelResult.Unknown(FaultStage.Answered, "OTHER_AMOUNT", $"Alipay says {paid}, sent were {request.Amount}.");
        var memory = new AttemptMemory(Paid: true, CancelAsked: false);
        return ChannelResult.Succeeded(tradeNo, paid, BeijingTime.Read(answer.Text("gmt_payment")), memory.ToState());
    }

    private static ApiCall Call(PayRequest request, string method, string product)
    {
        string? Extra(string name) => request.Extra?.GetValueOrDefault(name);
        var isBarcode = request.Method == Methods.Barcode;
        var biz = BizContent.Write(
            ("out_trade_no", request.AttemptNumber),
            ("total_amount", request.Amount.ToMajorText()),
            ("subject", request.Description),
            ("product_code", product),
            ("time_expire", BeijingTime.Write(Expiry.Of(request))),
            ("scene", !isBarcode ? null : request.AuthCode!.StartsWith("fp", StringComparison.Ordinal) ? "security_code" : "bar_code"),
            ("auth_code", isBarcode ? request.AuthCode : null),
            ("quit_url", request.Method == Methods.Wap ? Extra("quitUrl") ?? request.ReturnUrl?.AbsoluteUri : null),
            ("qr_pay_mode", Extra("qrPayMode")),
            ("qrcode_width", Extra("qrcodeWidth")),
            ("store_id", Extra("storeId")),
            ("terminal_id", Extra("terminalId")),
            ("operator_id", Extra("operatorId")));
        var isPage = request.Method is Methods.Page or Methods.Wap;
        return new(method, biz, request.RequestTime) { NotifyUrl = request.NotifyUrl, ReturnUrl = isPage ? request.ReturnUrl : null };
    }

    private static ChannelResult Refused(PayRequest request, Answer answer)
    {
        var fault = ErrorTable.Fault(answer);
        if (answer.Stage == FaultStage.BeforeSend) return ChannelResult.NotSent(fault.Blame, fault.RawCode, fault.RawMessage);
        if (answer.IsAuthentic && answer.Text("out_trade_no") is { } number && number != request.AttemptNumber) return OtherOrder();
        var meaning = answer.IsAuthentic ? ErrorTable.Find(answer)?.Pay ?? PayMeaning.Unknown : PayMeaning.Unknown;
        return meaning switch
        {
            PayMeaning.Declined => ChannelResult.Declined(fault.Blame, fault.RawCode, fault.RawMessage, fault.RetryAfter),
            PayMeaning.RefusedButPayable => ChannelResult.RefusedButPayable(fault, Expiry.Of(request)),
            _ => ChannelResult.Unknown(answer.Stage, fault.RawCode, fault.RawMessage, fault.Blame),
        };
    }

    private static bool IsOurs(PayRequest request, Answer answer) => answer.Text("out_trade_no") == request.AttemptNumber;

    private static ChannelResult OtherOrder() => ChannelResult.Unknown(FaultStage.Answered, "OTHER_ORDER", "The answer is about another order.");
}
