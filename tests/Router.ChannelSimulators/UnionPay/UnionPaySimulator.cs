using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.UnionPay;

/// <summary>
/// UnionPay 全渠道 5.1.0 on the wire: frontTransReq, appTransReq, backTransReq, queryTrans and the file server at the root of the same
/// address. Written from the protocol's public descriptions.
/// </summary>
public sealed class UnionPaySimulator : ProviderSimulator
{
    /// <summary>The code that the fault UnlistedCode answers with.</summary>
    public const string UnlistedCode = "Z9";

    private readonly UnionPayKeys _keys;
    private readonly UnionPayBooks _books;
    private readonly RSA _stranger = RSA.Create(2048);

    /// <summary>Makes the simulator.</summary>
    /// <param name="time">UnionPay's clock.</param>
    /// <param name="keys">Its certificates; made anew where null.</param>
    /// <param name="address">Where to listen.</param>
    public UnionPaySimulator(TimeProvider time, UnionPayKeys? keys = null, string address = "http://127.0.0.1:0")
        : base(time, address)
    {
        ArgumentNullException.ThrowIfNull(time);
        _keys = keys ?? new(time.GetUtcNow());
        _books = new(time, Book);
    }

    /// <summary>True where notifications are posted to loopback addresses as soon as money moves.</summary>
    public bool DeliverNotifications { get; set; }

    /// <summary>While true a query of a payment or refund answers that UnionPay still works on it.</summary>
    public bool IsSlow
    {
        get => Locked(() => _books.IsSlow);
        set => Locked(() => _books.IsSlow = value);
    }

    /// <summary>Lets a merchant sign with a certificate; called again, the merchant has several.</summary>
    /// <param name="merchantId">Its merId.</param>
    /// <param name="certificate">Its signing certificate; the key is not needed.</param>
    public void Register(string merchantId, X509Certificate2 certificate) => Locked(() =>
    {
        _books.Register(merchantId, certificate);
        return true;
    });

    /// <inheritdoc/>
    public override bool Knows(WireFault fault) => true;

    /// <inheritdoc/>
    public override Task<bool> ActAsync(BuyerAct act, string merchantId, PayRequest attempt, PayAction? action)
    {
        var paid = Locked(() =>
        {
            var transaction = action switch
            {
                { Kind: PayActionKind.Form, Fields: { } fields } when action.Content == new Uri(Address, "/gateway/api/frontTransReq.do").AbsoluteUri =>
                    _books.OpenFront(new(fields)).Transaction,
                { Kind: PayActionKind.AppParameters } => _books.FindTn(merchantId, action.Content),
                _ => null,
            };
            return transaction?.Merchant == merchantId && _books.Act(act, transaction) ? transaction : null;
        });
        if (paid is not null && act == BuyerAct.Pay) Deliver(paid);
        return Task.FromResult(paid is not null);
    }

    /// <inheritdoc/>
    public override InboundNotification? NotifyPaid(string merchantId, string attemptNumber, NotificationForgery forgery = NotificationForgery.None) =>
        Locked(() =>
        {
            // The scheme signs no time of sending: a repeated notification is as good as the first.
            if (forgery == NotificationForgery.Replayed || _books.Find(merchantId, attemptNumber) is not { QueryId: not null } paid) return null;
            var fields = Notice(paid);
            if (forgery == NotificationForgery.OtherAmount) fields["txnAmt"] += "0";
            if (forgery == NotificationForgery.OtherAccount) fields["merId"] = _books.OtherMerchant(merchantId);
            Sign(fields, forgery == NotificationForgery.WrongKey ? WireFault.BadSignature : forgery == NotificationForgery.Unsigned ? WireFault.Unsigned : null);
            if (forgery == NotificationForgery.ChangedBody) fields["txnAmt"] += "0";
            return Inbound(fields);
        });

    /// <inheritdoc/>
    public override InboundNotification? NotifyRefunded(string merchantId, string refundNumber) => Locked(() =>
    {
        if (_books.Find(merchantId, refundNumber) is not { QueryId: not null, IsRefund: true } refund) return null;
        var fields = Notice(refund);
        Sign(fields, null);
        return Inbound(fields);
    });

    /// <inheritdoc/>
    public override bool Acknowledges(NotificationReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return reply.StatusCode is 200 or 302;
    }

    /// <inheritdoc/>
    public override void MakeBill(string merchantId, DateOnly day) => Locked(() =>
    {
        _books.MakeBill(merchantId, day);
        return true;
    });

    /// <inheritdoc/>
    protected override WireAnswer Answer(WireRequest request, WireFault? fault)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Method != "POST") return new(405, []);
        var fields = FieldText.ReadForm(request.Body);
        if (request.Target == "/simulator/pay") return PayByHand(fields ?? []);
        var isForm = request.Headers.GetValueOrDefault("content-type", "").StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        if (fields is null || !isForm) return new(400, []);
        if (request.Target == "/gateway/api/frontTransReq.do") return Page(fields);
        var answer = fault switch
        {
            WireFault.UnlistedCode => _books.Say(fields, UnlistedCode, "没有这个应答码"),
            WireFault.TooFrequent => _books.Say(fields, "37", "已超过最大查询次数或操作过于频繁[6100087]"),
            WireFault.NotPermitted => _books.Say(fields, "32", "无此交易权限[6131032]"),
            WireFault.Refused => _books.Say(fields, "64", "卡上的余额不足[1000051]"),
            _ => request.Target switch
            {
                "/gateway/api/appTransReq.do" => _books.App(fields),
                "/gateway/api/backTransReq.do" => _books.Back(fields),
                "/gateway/api/queryTrans.do" => _books.Query(fields),
                "/" => _books.File(fields),
                _ => null,
            },
        };
        if (answer is null) return new(404, []);
        if (fault == WireFault.OtherOrder) MakeAnothers(answer);
        Sign(answer, fault);
        return new(200, FieldText.WriteAnswer(answer), "text/html;charset=UTF-8");
    }

    private static void MakeAnothers(Dictionary<string, string> answer)
    {
        if (answer.ContainsKey("orderId")) answer["orderId"] = "ANOTHERORDER0001";
        else answer["merId"] = "777290058000000";
        if (answer.ContainsKey("queryId")) answer["queryId"] = "999999999999999999999";
    }

    private void Sign(Dictionary<string, string> fields, WireFault? fault)
    {
        if (fault == WireFault.Unsigned) return;
        fields["signPubKeyCert"] = UnionPayKeys.WirePem(_keys.Signer);
        using var own = _keys.Signer.GetRSAPrivateKey()!;
        FieldText.Sign(fields, fault == WireFault.BadSignature ? _stranger : own);
    }

    private Dictionary<string, string> Notice(Transaction transaction)
    {
        var fields = _books.Told(transaction);
        fields["respCode"] = "00";
        fields["respMsg"] = "成功[0000000]";
        fields["accNo"] = "ORRSXWY1kMr8UJNxGx9xKPuO0Uhm8JT8aQV3sWswJfI=";
        fields["exchangeRate"] = "0";
        return fields;
    }

    private static InboundNotification Inbound(Dictionary<string, string> fields) => new(
        Encoding.ASCII.GetBytes(FieldText.WriteForm(fields)),
        ImmutableDictionary<string, string>.Empty.Add("content-type", "application/x-www-form-urlencoded;charset=utf-8"), "");

    private void Deliver(Transaction transaction)
    {
        if (!DeliverNotifications || !Uri.TryCreate(transaction.Request.GetValueOrDefault("backUrl"), UriKind.Absolute, out var url)
            || url.Scheme != "http" || !url.IsLoopback)
        {
            return;
        }

        var told = transaction.IsRefund ? NotifyRefunded(transaction.Merchant, transaction.OrderId) : NotifyPaid(transaction.Merchant, transaction.OrderId);
        if (told is not null) _ = PostAsync(url, told);
    }

    private static async Task PostAsync(Uri url, InboundNotification told)
    {
        try
        {
            using var http = new HttpClient();
            using var body = new ByteArrayContent(told.Body.ToArray());
            body.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(told.Headers["content-type"]);
            using var response = await http.PostAsync(url, body);
        }
        catch (HttpRequestException)
        {
            // The merchant is away; a query tells it later.
        }
    }

    // What a person sees who is sent here by a running router.
    private WireAnswer Page(Dictionary<string, string> fields)
    {
        var (transaction, code) = _books.OpenFront(fields);
        var text = transaction is null
            ? $"<p>UnionPay simulator: refused with {code}.</p>"
            : $"<form method=post action=/simulator/pay><input type=hidden name=merId value={transaction.Merchant}>"
                + $"<input type=hidden name=orderId value={transaction.OrderId}><button>Pay {transaction.Amount}</button></form>";
        return new(200, Encoding.UTF8.GetBytes($"<!doctype html><html><body>{text}</body></html>"), "text/html;charset=UTF-8");
    }

    private WireAnswer PayByHand(Dictionary<string, string> fields)
    {
        var transaction = _books.Find(fields.GetValueOrDefault("merId", ""), fields.GetValueOrDefault("orderId", ""));
        var isPaid = transaction is not null && _books.Act(BuyerAct.Pay, transaction);
        if (isPaid) Deliver(transaction!);
        var text = isPaid ? "Paid." : "This order cannot be paid.";
        return new(200, Encoding.UTF8.GetBytes($"<!doctype html><html><body><p>{text}</p></body></html>"), "text/html;charset=UTF-8");
    }
}
