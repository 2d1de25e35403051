using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.Alipay;

/// <summary>Alipay's OpenAPI over HTTP, from its own book, with real signatures, certificates and encryption.</summary>
public sealed class AlipaySimulator : ProviderSimulator, IProvider
{
    private const string Path = "/gateway.do";
    private static readonly TimeSpan s_billLife = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, AlipayMerchant> _merchants = [];
    private readonly Dictionary<string, string> _certificates = [];
    private readonly Dictionary<(string MerchantId, DateOnly Day), byte[]?> _bills = [];
    private readonly Dictionary<string, (byte[] Zip, DateTimeOffset Until)> _downloads = [];
    private readonly AlipayKeys _keys = new();
    private readonly RSA _stranger;
    private readonly HttpClient _postman = new();
    private readonly AlipayBook _book;
    private RSA _certificateKey;

    /// <summary>Makes the simulator.</summary>
    /// <param name="time">Alipay's clock.</param>
    /// <param name="address">Where to listen.</param>
    public AlipaySimulator(TimeProvider time, string address = "http://127.0.0.1:0")
        : base(time, address)
    {
        _book = new(time, Book, Tell);
        _stranger = _keys.Next();
        _certificateKey = _keys.Next();
        Authority = new(time.GetUtcNow(), _keys.Next(), _keys.Next());
        Certify(null);
    }

    /// <summary>Where the API is.</summary>
    public Uri ApiAddress => new(Address, Path);

    /// <summary>Alipay's certificate authority.</summary>
    public AlipayAuthority Authority { get; }

    /// <summary>The certificate that Alipay signs with now, with its issuer's.</summary>
    public string AlipayCertificate => _certificates[AlipaySerial];

    /// <summary>Its serial.</summary>
    public string AlipaySerial { get; private set; } = "";

    /// <summary>True: notifications are posted to loopback addresses by themselves.</summary>
    public bool DeliverNotifications { get; set; }

    /// <summary>Registers an application. Keys are made here and given to the owner in the result.</summary>
    public AlipayMerchant Register(string appId, string merchantId, bool usesCertificates = false, bool encrypts = false, string? appAuthToken = null)
    {
        using var key = _keys.Next();
        var (pem, serial) = usesCertificates ? Authority.Issue($"{appId}-app", key) : ("", "");
        var merchant = new AlipayMerchant
        {
            AppId = appId,
            MerchantId = merchantId,
            UsesCertificates = usesCertificates,
            AppPrivateKey = key.ExportPkcs8PrivateKeyPem(),
            AppCertificate = pem,
            AppSerial = serial,
            ContentKey = encrypts ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)) : null,
            AppAuthToken = appAuthToken,
            AppPublicKey = RSA.Create(key.ExportParameters(false)),
            AlipayKey = _keys.Next(),
        };
        return Locked(() => _merchants[merchantId] = merchant);
    }

    /// <summary>Alipay takes up a new certificate; the old one is still to be had.</summary>
    /// <param name="endsAt">When the new one ends; years later by default.</param>
    public void RotateCertificate(DateTimeOffset? endsAt = null) => Locked(() =>
    {
        _certificateKey = _keys.Next();
        return Certify(endsAt);
    });

    /// <summary>Replaces what the download gives for a serial, as an impostor would.</summary>
    public void Swap(string serial, string pem) => Locked(() => _certificates[serial] = pem);

    /// <inheritdoc/>
    public override bool Knows(WireFault fault) => true;

    /// <summary>A bill's address names no order, and of a code nobody knows yet who will scan it.</summary>
    public bool Knows(WireFault fault, WireCall call, string method) =>
        !(fault == WireFault.OtherOrder && call == WireCall.Bill) && !(fault == WireFault.Refused && call == WireCall.Pay && method == "alipay.qr");

    /// <summary>A code makes no trade before it is scanned.</summary>
    public bool HasUnopened(string method) => method == "alipay.barcode";

    /// <inheritdoc/>
    public override async Task<bool> ActAsync(BuyerAct act, string merchantId, PayRequest attempt, PayAction? action)
    {
        await Task.CompletedTask;
        return Locked(() =>
        {
            var trade = action?.Kind switch
            {
                PayActionKind.Redirect => Opened(merchantId, AlipayText.Form(new Uri(action.Content).Query.TrimStart('?'))),
                PayActionKind.Form => Opened(merchantId, action.Fields!.ToDictionary()),
                PayActionKind.AppParameters => Opened(merchantId, AlipayText.Form(action.Content)),
                PayActionKind.QrCode => _book.Scan(action.Content),
                _ => _book.Find(merchantId, attempt.AttemptNumber),
            };
            if (trade is null || trade.Merchant.MerchantId != merchantId || trade.Status != "WAIT_BUYER_PAY") return false;
            if (act == BuyerAct.Pay) _book.Pay(trade);
            return true;
        });
    }

    /// <inheritdoc/>
    public override InboundNotification? NotifyPaid(string merchantId, string attemptNumber, NotificationForgery forgery = NotificationForgery.None) => Locked(() =>
    {
        if (_book.Find(merchantId, attemptNumber) is not { PaidAt: not null } trade) return null;
        var owner = forgery == NotificationForgery.OtherAccount ? _merchants.Values.FirstOrDefault(other => other.MerchantId != merchantId) : trade.Merchant;
        return owner is null ? null : Message(trade, owner, forgery, null);
    });

    /// <inheritdoc/>
    public override InboundNotification? NotifyRefunded(string merchantId, string refundNumber) => Locked(() =>
        _book.Trades.FirstOrDefault(trade => trade.Merchant.MerchantId == merchantId && trade.Refunds.Exists(refund => refund.Number == refundNumber)) is { } trade
            ? Message(trade, trade.Merchant, NotificationForgery.None, trade.Refunds.Find(refund => refund.Number == refundNumber))
            : null);

    /// <summary>The notification of a trade as it stands now, changed as a test wants before it is signed.</summary>
    public InboundNotification? Notify(string merchantId, string attemptNumber, Action<Dictionary<string, string>> change) => Locked(() =>
        _book.Find(merchantId, attemptNumber) is { } trade ? Message(trade, trade.Merchant, NotificationForgery.None, trade.Refunds.LastOrDefault(), change) : null);

    /// <inheritdoc/>
    public override bool Acknowledges(NotificationReply reply) => reply is { StatusCode: 200, Body: "success" };

    /// <inheritdoc/>
    public override void MakeBill(string merchantId, DateOnly day) => Locked(() => _bills[(merchantId, day)] = AlipayBill.Make(merchantId, day, _book.Trades));

    /// <summary>Lays bytes where a day's bill would lie.</summary>
    public void PutBill(string merchantId, DateOnly day, byte[] zip) => Locked(() => _bills[(merchantId, day)] = zip);

    /// <summary>The trade is past refunds.</summary>
    public void Finish(string merchantId, string attemptNumber) => Locked(() => _book.Find(merchantId, attemptNumber)!.Status = "TRADE_FINISHED");

    /// <inheritdoc/>
    protected override bool IsAside(WireRequest request) => Encoding.UTF8.GetString(request.Body).Contains("method=alipay.open.app.alipaycert.download", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override WireAnswer Answer(WireRequest request, WireFault? fault)
    {
        if (request.Method == "GET") return Download(request.Target);
        if (request.Method != "POST" || request.Target.Split('?')[0] != Path) return new(404, []);
        if (request.Headers.GetValueOrDefault("content-type", "").Split(';')[0] != "application/x-www-form-urlencoded") return new(415, []);
        AlipayMerchant? merchant = null;
        var method = "error";
        var isEncrypted = false;
        try
        {
            var fields = AlipayText.Form(Encoding.UTF8.GetString(request.Body));
            method = fields.GetValueOrDefault("method", "error");
            merchant = Owner(fields);
            var biz = Verified(merchant, fields);
            isEncrypted = fields.GetValueOrDefault("encrypt_type") == "AES";
            var (code, said) = fault switch
            {
                WireFault.UnlistedCode => throw AlipayRefusal.Business("ACQ.NOBODY_WROTE_THIS_DOWN"),
                WireFault.TooFrequent => throw new AlipayRefusal("40005", "isv.app-call-limited"),
                WireFault.NotPermitted => throw new AlipayRefusal("40006", "isv.insufficient-isv-permissions"),
                WireFault.Refused => throw AlipayRefusal.Business(method == "alipay.trade.refund" ? "ACQ.SELLER_BALANCE_NOT_ENOUGH" : "ACQ.PAYMENT_AUTH_CODE_INVALID"),
                _ => Carry(merchant, method, fields, biz),
            };
            return Said(merchant, method, isEncrypted, [("code", code), ("msg", code == "10003" ? " order success pay inprocess" : "Success"), .. said], fault);
        }
        catch (AlipayRefusal refusal)
        {
            return Said(merchant, method, isEncrypted, [("code", refusal.Code), ("msg", "Refused"), ("sub_code", refusal.SubCode), ("sub_msg", "拒绝/" + refusal.SubCode)], fault);
        }
    }

    private (string Code, IEnumerable<(string, string)> Said) Carry(AlipayMerchant merchant, string method, Dictionary<string, string> fields, JsonElement biz) => method switch
    {
        "alipay.trade.precreate" => ("10000", _book.Precreate(merchant, fields, biz)),
        "alipay.trade.pay" => _book.Charge(merchant, fields, biz),
        "alipay.trade.query" => ("10000", _book.Query(merchant, biz)),
        "alipay.trade.close" => ("10000", _book.Close(merchant, biz)),
        "alipay.trade.cancel" => ("10000", _book.Cancel(merchant, biz)),
        "alipay.trade.refund" => ("10000", _book.Refund(merchant, biz)),
        "alipay.trade.fastpay.refund.query" => ("10000", _book.QueryRefund(merchant, biz)),
        "alipay.data.dataservice.bill.downloadurl.query" => ("10000", BillAddress(merchant, biz)),
        "alipay.open.app.alipaycert.download" => ("10000", Certificate(biz)),
        _ => throw AlipayRefusal.Invalid("isv.invalid-method"),
    };

    private AlipayMerchant Owner(Dictionary<string, string> fields)
    {
        var token = fields.GetValueOrDefault("app_auth_token", "");
        return _merchants.Values.FirstOrDefault(merchant => merchant.AppId == fields.GetValueOrDefault("app_id") && (merchant.AppAuthToken ?? "") == token)
            ?? throw AlipayRefusal.Invalid("isv.invalid-app-id");
    }

    // Requires what the documentation requires, in its order.
    private JsonElement Verified(AlipayMerchant merchant, Dictionary<string, string> fields)
    {
        foreach (var (name, missing) in new[] { ("method", "isv.missing-method"), ("timestamp", "isv.missing-timestamp"), ("version", "isv.missing-version"), ("sign", "isv.missing-signature"), ("sign_type", "isv.missing-signature-type") })
            if (!fields.ContainsKey(name)) throw AlipayRefusal.Missing(missing);
        if (fields["sign_type"] != "RSA2") throw AlipayRefusal.Invalid("isv.invalid-signature-type");
        if (fields.GetValueOrDefault("charset") != "utf-8") throw AlipayRefusal.Invalid("isv.invalid-charset");
        if (fields["version"] != "1.0" || fields.GetValueOrDefault("format", "JSON") != "JSON") throw AlipayRefusal.Invalid("isv.invalid-format");
        if (AlipayText.Beijing(fields["timestamp"]) is not { } sent || sent > Time.GetUtcNow().AddMinutes(10)) throw AlipayRefusal.Invalid("isv.invalid-timestamp");
        if (merchant.UsesCertificates && (fields.GetValueOrDefault("app_cert_sn") != merchant.AppSerial || fields.GetValueOrDefault("alipay_root_cert_sn") != Authority.RootSerial))
            throw AlipayRefusal.Missing("isv.missing-signature-config");
        var signed = Encoding.UTF8.GetBytes(AlipayText.Joined(fields, "sign"));
        if (!merchant.AppPublicKey.VerifyData(signed, Convert.FromBase64String(fields["sign"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            throw AlipayRefusal.Invalid("isv.invalid-signature");
        var biz = fields.GetValueOrDefault("biz_content", "{}");
        if (fields.GetValueOrDefault("encrypt_type") == "AES") biz = Encoding.UTF8.GetString(Cipher(merchant, Convert.FromBase64String(biz), encrypt: false));
        else if (merchant.ContentKey is not null) throw AlipayRefusal.Missing("isv.missing-encrypt-type");
        return JsonDocument.Parse(biz).RootElement;
    }

    private WireAnswer Said(AlipayMerchant? merchant, string method, bool isEncrypted, List<(string Name, string Value)> fields, WireFault? fault)
    {
        if (fault == WireFault.OtherOrder)
        {
            fields.RemoveAll(field => field.Name is "out_trade_no" or "trade_no" or "out_request_no");
            fields.AddRange([("out_trade_no", "SOMEBODYELSES0001"), ("trade_no", "2026112022009999990000000001"), ("out_request_no", "SOMEBODYELSES0002")]);
        }

        var inner = AlipayText.Json(fields);
        if (merchant is null) return Json($"{{\"error_response\":{inner}}}");
        if (isEncrypted) inner = $"\"{Convert.ToBase64String(Cipher(merchant, Encoding.UTF8.GetBytes(inner), encrypt: true))}\"";
        var node = method.Replace('.', '_') + "_response";
        var serial = merchant.UsesCertificates ? $",\"alipay_cert_sn\":\"{AlipaySerial}\"" : "";
        if (fault == WireFault.Unsigned) return Json($"{{\"{node}\":{inner}{serial}}}");
        var key = fault == WireFault.BadSignature ? _stranger : merchant.UsesCertificates ? _certificateKey : merchant.AlipayKey;
        return Json($"{{\"{node}\":{inner}{serial},\"sign\":\"{Signed(key, inner)}\"}}");
    }

    private string Certify(DateTimeOffset? endsAt)
    {
        var (pem, serial) = Authority.Issue("Simulated Alipay", _certificateKey, endsAt);
        _certificates[serial] = pem;
        return AlipaySerial = serial;
    }

    private InboundNotification Message(
        AlipayTrade trade, AlipayMerchant owner, NotificationForgery forgery, AlipayRefund? refund, Action<Dictionary<string, string>>? change = null)
    {
        var now = Time.GetUtcNow();
        var amount = AlipayText.Yuan(trade.Amount.Minor + (forgery == NotificationForgery.OtherAmount ? 100 : 0));
        var fields = new Dictionary<string, string>
        {
            ["gmt_create"] = AlipayText.Beijing(trade.CreatedAt),
            ["charset"] = "utf-8",
            ["notify_time"] = AlipayText.Beijing(forgery == NotificationForgery.Replayed ? now.AddHours(-26) : now),
            ["subject"] = trade.Subject,
            ["buyer_id"] = "2088102146225135",
            ["version"] = "1.0",
            ["notify_id"] = "2026112101222" + trade.TradeNo,
            ["notify_type"] = "trade_status_sync",
            ["out_trade_no"] = trade.Number,
            ["total_amount"] = amount,
            ["trade_status"] = trade.Status,
            ["trade_no"] = trade.TradeNo,
            ["auth_app_id"] = owner.AppId,
            ["app_id"] = owner.AppId,
            ["seller_id"] = owner.MerchantId,
            ["fund_bill_list"] = $"[{{\"amount\":\"{amount}\",\"fundChannel\":\"ALIPAYACCOUNT\"}}]",
            ["sign_type"] = "RSA2",
        };
        if (trade.PaidAt is { } at) (fields["gmt_payment"], fields["receipt_amount"]) = (AlipayText.Beijing(at), amount);
        if (refund is not null)
        {
            fields["gmt_refund"] = AlipayText.Beijing(refund.At) + ".417";
            fields["refund_fee"] = AlipayText.Yuan(trade.RefundedFen);
            fields["out_biz_no"] = refund.Number;
        }

        change?.Invoke(fields);
        var key = forgery == NotificationForgery.WrongKey ? _stranger : owner.UsesCertificates ? _certificateKey : owner.AlipayKey;
        if (forgery != NotificationForgery.Unsigned) fields["sign"] = Signed(key, AlipayText.Joined(fields, "sign", "sign_type"));
        if (forgery == NotificationForgery.ChangedBody) fields["total_amount"] = AlipayText.Yuan(trade.Amount.Minor * 2);
        var headers = new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded; charset=utf-8" };
        return new(Encoding.ASCII.GetBytes(AlipayText.Form(fields)), headers, "");
    }

    private AlipayTrade? Opened(string merchantId, Dictionary<string, string> fields)
    {
        try
        {
            var merchant = Owner(fields);
            if (merchant.MerchantId != merchantId) return null;
            var biz = Verified(merchant, fields);
            return fields["method"] switch
            {
                "alipay.trade.page.pay" => _book.OpenFor(merchant, fields, biz, "FAST_INSTANT_TRADE_PAY"),
                "alipay.trade.wap.pay" => _book.OpenFor(merchant, fields, biz, "QUICK_WAP_WAY"),
                "alipay.trade.app.pay" => _book.OpenFor(merchant, fields, biz, "QUICK_MSECURITY_PAY"),
                _ => null,
            };
        }
        catch (AlipayRefusal)
        {
            return null;
        }
    }

    private IEnumerable<(string, string)> BillAddress(AlipayMerchant merchant, JsonElement biz)
    {
        if (biz.GetProperty("bill_type").GetString() != "trade" || !DateOnly.TryParseExact(biz.GetProperty("bill_date").GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw AlipayRefusal.Business("isv.invalid-arguments");
        if (_bills.GetValueOrDefault((merchant.MerchantId, day)) is not { } zip) throw AlipayRefusal.Business("isp.bill_not_exist");
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _downloads[token] = (zip, Time.GetUtcNow() + s_billLife);
        return [("bill_download_url", $"{Address.AbsoluteUri}downloadBillFile.resource?bizType=trade&downloadFileName=x.csv.zip&token={token}")];
    }

    private WireAnswer Download(string target)
    {
        var token = target[(target.LastIndexOf('=') + 1)..];
        return target.StartsWith("/downloadBillFile.resource?", StringComparison.Ordinal) && _downloads.TryGetValue(token, out var bill) && Time.GetUtcNow() < bill.Until
            ? new(200, bill.Zip, "application/zip")
            : new(403, []);
    }

    private IEnumerable<(string, string)> Certificate(JsonElement biz) =>
        _certificates.TryGetValue(biz.GetProperty("alipay_cert_sn").GetString() ?? "", out var pem)
            ? [("alipay_cert_content", Convert.ToBase64String(Encoding.ASCII.GetBytes(pem)))]
            : throw AlipayRefusal.Business("isv.invalid-arguments");

    private static byte[] Cipher(AlipayMerchant merchant, byte[] bytes, bool encrypt)
    {
        using var aes = Aes.Create();
        (aes.Mode, aes.Padding) = (CipherMode.CBC, PaddingMode.PKCS7);
        var key = Convert.FromBase64String(merchant.ContentKey ?? throw AlipayRefusal.Invalid("isv.decryption-error-not-valid-encrypt-key"));
        using var transform = encrypt ? aes.CreateEncryptor(key, new byte[16]) : aes.CreateDecryptor(key, new byte[16]);
        return transform.TransformFinalBlock(bytes, 0, bytes.Length);
    }

    private static string Signed(RSA key, string text) =>
        Convert.ToBase64String(key.SignHash(SHA256.HashData(Encoding.UTF8.GetBytes(text)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private static WireAnswer Json(string text) => new(200, Encoding.UTF8.GetBytes(text), "application/json;charset=utf-8");

    private void Tell(AlipayTrade trade)
    {
        if (!DeliverNotifications || !Uri.TryCreate(trade.NotifyUrl, UriKind.Absolute, out var address) || !address.IsLoopback || address.Scheme != "http") return;
        var message = Message(trade, trade.Merchant, NotificationForgery.None, null);
        _ = PostAsync(address, message);
    }

    // Alipay would repeat for a day; here the query is the second way.
    private async Task PostAsync(Uri address, InboundNotification message)
    {
        try
        {
            using var content = new ReadOnlyMemoryContent(message.Body);
            content.Headers.TryAddWithoutValidation("Content-Type", message.Headers["content-type"]);
            using var answer = await _postman.PostAsync(address, content);
        }
        catch (HttpRequestException)
        {
            // Nobody listens.
        }
    }
}
