using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>WeChat Pay, API v3, as its documentation describes it: signatures, platform certificates and public keys, orders, refunds, bills, notifications.</summary>
public sealed class WeChatPaySimulator : ProviderSimulator, IProvider
{
    private readonly Dictionary<string, SimulatedMerchant> _merchants = [];
    private readonly HashSet<(string Merchant, DateOnly Day)> _bills = [];
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly List<PlatformIdentity> _certificates = [];
    private readonly PlatformIdentity _publicKey = PlatformIdentity.OfPublicKey("PUB_KEY_ID_0000000000000024101100397200000006");
    private readonly PlatformIdentity _stranger = PlatformIdentity.OfPublicKey("PUB_KEY_ID_STRANGER");
    private readonly AuthorizationCheck _authorization;
    private readonly OrderBook _orders;
    private readonly RefundBook _refunds;
    private readonly HttpClient _http = new();

    /// <summary>Makes it, with a platform certificate of five years and a public key.</summary>
    /// <param name="time">The provider's clock.</param>
    /// <param name="address">Where to listen.</param>
    public WeChatPaySimulator(TimeProvider time, string address = "http://127.0.0.1:0")
        : base(time, address)
    {
        _authorization = new(time);
        _orders = new(time, Book);
        _refunds = new(time, _orders, Book);
        RotateCertificate();
    }

    /// <summary>True: notifications go to notify_url where that is http on this machine.</summary>
    public bool DeliverNotifications { get; set; }

    /// <summary>The id of the public key.</summary>
    public string PublicKeyId => _publicKey.Serial;

    /// <summary>The public key, PEM.</summary>
    public string PublicKeyPem => _publicKey.PublicKeyPem;

    /// <summary>The serial number of the certificate that signs now.</summary>
    public string CertificateSerial => _certificates[^1].Serial;

    /// <summary>True: notifications are signed with the public key, whatever the merchant asks for.</summary>
    public bool NotifiesByPublicKey { get; set; }

    /// <summary>True: every error comes without a signature.</summary>
    public bool LeavesErrorsUnsigned { get; set; }

    /// <summary>What the next refunds end as: SUCCESS, CLOSED or ABNORMAL.</summary>
    public string NextRefundEnd
    {
        get => _refunds.NextEnd;
        set => _refunds.NextEnd = value;
    }

    /// <inheritdoc/>
    public override IReadOnlySet<string> FreshHeaders { get; } = ImmutableHashSet.Create("authorization");

    /// <summary>Puts a merchant on file.</summary>
    public void Register(SimulatedMerchant merchant)
    {
        ArgumentNullException.ThrowIfNull(merchant);
        Locked(() => _merchants[merchant.MerchantId] = merchant);
    }

    /// <summary>A new platform certificate signs from now on; the old one stays on the list.</summary>
    public void RotateCertificate() => Locked(() =>
    {
        var now = Time.GetUtcNow();
        _certificates.Add(PlatformIdentity.OfCertificate(now.AddDays(-1), now.AddYears(5)));
        return true;
    });

    /// <summary>The merchant's people finish an abnormal refund.</summary>
    public void MendRefund(string merchantId, string refundNumber) => Locked(() =>
    {
        _refunds.Mend(merchantId, refundNumber);
        return true;
    });

    /// <inheritdoc/>
    public override bool Knows(WireFault fault) => Enum.IsDefined(fault);

    /// <summary>A code_url, a prepay_id and an answer without a body name no order.</summary>
    public bool Knows(WireFault fault, WireCall call, string method) => (fault, call) is not
        (WireFault.OtherOrder, WireCall.Pay or WireCall.Close) and not (WireFault.Refused, not (WireCall.Pay or WireCall.Refund));

    /// <inheritdoc/>
    public override Task<bool> ActAsync(BuyerAct act, string merchantId, PayRequest attempt, PayAction? action)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var order = Locked(() => _orders.Find(merchantId, attempt.AttemptNumber));
        if (order is null) return Task.FromResult(false);
        // A refused card leaves the order as it was.
        if (act == BuyerAct.FailToPay) return Task.FromResult(Locked(() => order.TradeState == "NOTPAY"));
        if (!Locked(() => _orders.Pay(order, action))) return Task.FromResult(false);
        Deliver(order.Text("notify_url"), NotifyPaid(merchantId, attempt.AttemptNumber));
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public override InboundNotification? NotifyPaid(string merchantId, string attemptNumber, NotificationForgery forgery = NotificationForgery.None) => Locked(() =>
    {
        if (_orders.Find(merchantId, attemptNumber) is not { PaidAt: not null } order) return null;
        var content = OrderBook.Transaction(order, null, forgery == NotificationForgery.OtherAmount ? 1 : 0);
        content["trade_state"] = "SUCCESS";
        var merchant = order.Merchant;
        if (forgery == NotificationForgery.OtherAccount)
        {
            merchant = _merchants.Values.First(other => other != merchant);
            content[order.IsPartners ? "sp_mchid" : "mchid"] = merchant.MerchantId;
            content[order.IsPartners ? "sp_appid" : "appid"] = merchant.AppIds[0];
        }

        return Callbacks.Make(content, "TRANSACTION.SUCCESS", merchant, Signer(merchant, null), _stranger, Time.GetUtcNow(), forgery);
    });

    /// <inheritdoc/>
    public override InboundNotification? NotifyRefunded(string merchantId, string refundNumber) => Locked(() =>
    {
        if (_refunds.Find(merchantId, refundNumber) is not { } refund) return null;
        _refunds.Settle(refund);
        return Callbacks.Make(
            RefundBook.Told(refund), "REFUND." + refund.Status, refund.Order.Merchant, Signer(refund.Order.Merchant, null), _stranger, Time.GetUtcNow(), NotificationForgery.None);
    });

    /// <inheritdoc/>
    public override bool Acknowledges(NotificationReply reply) => reply is { StatusCode: 200 or 204 };

    /// <inheritdoc/>
    public override void MakeBill(string merchantId, DateOnly day) => Locked(() => _bills.Add((merchantId, day)));

    /// <inheritdoc/>
    protected override bool IsAside(WireRequest request) => request is { Target: "/v3/certificates" };

    /// <inheritdoc/>
    protected override WireAnswer Answer(WireRequest request, WireFault? fault)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_authorization.Check(request, _merchants, out var problem) is not { } merchant) return Replies.Error(401, "SIGN_ERROR", "签名错误: " + problem);
        var (path, query) = Split(request.Target);
        // A file is not signed.
        if (path == "/v3/billdownload/file") return fault is null or WireFault.Unsigned or WireFault.BadSignature ? Download(query) : Page(fault);
        var answer = fault switch
        {
            WireFault.UnlistedCode => Replies.Error(400, "NEW_RULE_OF_NEXT_YEAR", "a code that no page lists"),
            WireFault.TooFrequent => Replies.Error(429, "FREQUENCY_LIMITED", "频率超限"),
            WireFault.NotPermitted => Replies.Error(403, "NO_AUTH", "商户无权限"),
            WireFault.Refused when path.StartsWith("/v3/refund", StringComparison.Ordinal) => Replies.Error(403, "NOT_ENOUGH", "基本账户余额不足"),
            WireFault.Refused => Replies.Error(403, "ACCOUNT_ERROR", "用户账号异常"),
            _ => Carry(request, merchant, path, query),
        };
        if (fault == WireFault.OtherOrder) answer = OfAnother(answer, path, merchant);
        if (answer.Status >= 400 && LeavesErrorsUnsigned) return answer;
        return Replies.Signed(answer, Signer(merchant, request), _stranger, Time.GetUtcNow(), fault);
    }

    private WireAnswer Carry(WireRequest request, SimulatedMerchant merchant, string path, Dictionary<string, string> query)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var partner = parts is ["v3", "pay", "partner", ..];
        if (partner) parts = [parts[0], parts[1], .. parts[3..]];
        return (request.Method, parts) switch
        {
            ("GET", ["v3", "certificates"]) => Certificates(merchant),
            ("POST", ["v3", "pay", "transactions", "native" or "jsapi" or "h5" or "app"]) => _orders.Place(merchant, parts[3], partner, request.Body),
            ("GET", ["v3", "pay", "transactions", "out-trade-no", var number]) => _orders.Ask(merchant, number, partner, query),
            ("POST", ["v3", "pay", "transactions", "out-trade-no", var number, "close"]) => _orders.Close(merchant, number, partner, request.Body),
            ("POST", ["v3", "refund", "domestic", "refunds"]) => Refund(merchant, request.Body),
            ("GET", ["v3", "refund", "domestic", "refunds", var number]) => _refunds.Ask(merchant, number, query.GetValueOrDefault("sub_mchid")),
            ("GET", ["v3", "bill", "tradebill"]) => Bill(merchant, query),
            _ => Replies.Error(404, "NOT_FOUND", "there is no such call"),
        };
    }

    private WireAnswer Refund(SimulatedMerchant merchant, byte[] body)
    {
        var answer = _refunds.Make(merchant, body);
        if (DeliverNotifications && answer.Status == 200 && OrderBook.Parse(body) is { } request)
        {
            var number = OrderCheck.Text(request, "out_refund_no");
            Deliver(OrderCheck.Text(request, "notify_url"), NotifyRefunded(merchant.MerchantId, number));
        }

        return answer;
    }

    private WireAnswer Certificates(SimulatedMerchant merchant)
    {
        if (merchant.HasPublicKeyOnly) return Replies.Error(404, "RESOURCE_NOT_EXISTS", "无可用的平台证书");
        var list = new JsonArray();
        foreach (var identity in _certificates)
        {
            list.Add((JsonNode)new JsonObject
            {
                ["serial_no"] = identity.Serial,
                ["effective_time"] = Replies.Time(identity.Certificate!.NotBefore),
                ["expire_time"] = Replies.Time(identity.Certificate.NotAfter),
                ["encrypt_certificate"] = Replies.Sealed(Encoding.ASCII.GetBytes(identity.Certificate.ExportCertificatePem()), merchant.ApiV3Key, "certificate"),
            });
        }

        return Replies.Json(200, new JsonObject { ["data"] = list });
    }

    private WireAnswer Bill(SimulatedMerchant merchant, Dictionary<string, string> query)
    {
        if (query.GetValueOrDefault("bill_type") != "ALL" || query.GetValueOrDefault("tar_type") != "GZIP"
            || !DateOnly.TryParseExact(query.GetValueOrDefault("bill_date"), "yyyy-MM-dd", out var day))
            return Replies.Error(400, "PARAM_ERROR", "bill_date, bill_type or tar_type is not right");
        var sub = query.GetValueOrDefault("sub_mchid");
        if (sub is not null && !merchant.SubMerchants.Contains(sub)) return Replies.Error(403, "NO_AUTH", "the sub-merchant is another's");
        if (!_bills.Contains((merchant.MerchantId, day))) return Replies.Error(400, "STATEMENT_CREATING", "请求的账单正在生成中");
        return BillPress.Print(_orders.All.Where(order => order.Merchant == merchant), sub, day) is { } file
            ? Replies.Json(200, Offer(file))
            : Replies.Error(400, "NO_STATEMENT_EXIST", "请求的账单文件不存在");
    }

    private JsonObject Offer(byte[] file)
    {
        var token = Guid.NewGuid().ToString("N");
        _files[token] = BillPress.Pack(file);
        return new() { ["hash_type"] = "SHA1", ["hash_value"] = BillPress.Hash(file), ["download_url"] = $"{Address.GetLeftPart(UriPartial.Authority)}/v3/billdownload/file?token={token}" };
    }

    private WireAnswer Download(Dictionary<string, string> query) => _files.TryGetValue(query.GetValueOrDefault("token", ""), out var file)
        ? new(200, file, "application/octet-stream")
        : Replies.Error(400, "INVALID_REQUEST", "the address is over");

    private static WireAnswer Page(WireFault? fault) => Replies.Error(fault == WireFault.TooFrequent ? 429 : 403, "NO_AUTH", "not now");

    // The answer about somebody else's order, properly signed.
    private WireAnswer OfAnother(WireAnswer answer, string path, SimulatedMerchant merchant)
    {
        if (answer.Status != 200 || OrderBook.Parse(answer.Body) is not { } body) return answer;
        if (path.StartsWith("/v3/bill", StringComparison.Ordinal))
        {
            var foreign = new SimulatedOrder
            {
                Merchant = new SimulatedMerchant("1999999999", "", merchant.Key, "", "wxother"),
                Number = "SOMEBODYELSES0001",
                Kind = "native",
                RawBody = "",
                Body = [],
                CreatedAt = Time.GetUtcNow(),
                PayableUntil = Time.GetUtcNow(),
                Total = 1,
                PaidAt = Time.GetUtcNow(),
            };
            return Replies.Json(200, Offer(BillPress.Print([foreign], null, DateOnly.FromDateTime(Time.GetUtcNow().AddHours(8).DateTime))!));
        }

        body[path.StartsWith("/v3/refund", StringComparison.Ordinal) ? "out_refund_no" : "out_trade_no"] = "SOMEBODYELSES0001";
        return Replies.Json(200, body);
    }

    private PlatformIdentity Signer(SimulatedMerchant merchant, WireRequest? request) =>
        merchant.HasPublicKeyOnly || (request is null ? NotifiesByPublicKey : request.Headers.GetValueOrDefault("wechatpay-serial") == _publicKey.Serial) ? _publicKey : _certificates[^1];

    private void Deliver(string notifyUrl, InboundNotification? notification)
    {
        if (!DeliverNotifications || notification is null) return;
        if (Uri.TryCreate(notifyUrl, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true }) _ = Callbacks.PostAsync(_http, address, notification);
    }

    private static (string Path, Dictionary<string, string> Query) Split(string target)
    {
        var at = target.IndexOf('?', StringComparison.Ordinal);
        if (at < 0) return (target, []);
        var query = new Dictionary<string, string>();
        foreach (var pair in target[(at + 1)..].Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) query[pair[..equals]] = Uri.UnescapeDataString(pair[(equals + 1)..]);
        }

        return (target[..at], query);
    }
}
