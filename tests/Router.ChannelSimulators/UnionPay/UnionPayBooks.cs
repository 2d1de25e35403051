using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.UnionPay;

/// <summary>What the simulated UnionPay knows and does; every call runs under the server's lock.</summary>
internal sealed class UnionPayBooks(TimeProvider time, Action<ProviderEntry> book)
{
    private static readonly string[] s_echoed =
    [
        "version", "encoding", "signMethod", "txnType", "txnSubType", "bizType", "accessType", "merId", "orderId", "txnTime", "txnAmt", "currencyCode", "origQryId",
        "reqReserved", "settleDate", "fileType",
    ];

    private readonly Dictionary<string, List<X509Certificate2>> _merchants = [];
    private readonly List<Transaction> _transactions = [];
    private readonly Dictionary<(string Merchant, DateOnly Day), string> _bills = [];
    private int _trace = 67_401;

    public bool IsSlow { get; set; }

    private DateTimeOffset Now => time.GetUtcNow();

    public void Register(string merchant, X509Certificate2 certificate)
    {
        if (!_merchants.TryGetValue(merchant, out var certificates)) _merchants[merchant] = certificates = [];
        certificates.Add(certificate);
    }

    public string OtherMerchant(string merchant) => _merchants.Keys.FirstOrDefault(other => other != merchant, "777290058000000");

    public Transaction? Find(string merchant, string orderId) => _transactions.Find(t => t.Merchant == merchant && t.OrderId == orderId);

    public Transaction? FindTn(string merchant, string tn) => _transactions.Find(t => t.Merchant == merchant && tn.Length > 0 && t.Tn == tn);

    /// <summary>A buyer's browser brings the form; null and the code where it is refused.</summary>
    public (Transaction? Transaction, string Code) OpenFront(Dictionary<string, string> fields)
    {
        if ((Checks.Common(fields, _merchants, Now) ?? Checks.Pay(fields, Now, ["07", "08"]) ?? Checks.Needs(fields, "frontUrl")) is { } code) return (null, code);
        return Open(fields) is { } transaction ? (transaction, "00") : (null, "12");
    }

    public Dictionary<string, string> App(Dictionary<string, string> fields)
    {
        if ((Checks.Common(fields, _merchants, Now) ?? Checks.Pay(fields, Now, ["08"])) is { } code) return Say(fields, code, "失败");
        if (Open(fields) is not { } transaction) return Say(fields, "12", "重复交易[2040004]");
        if (transaction.Tn.Length == 0) transaction.Tn = Clock.Write(Now, "yyyyMMddHHmmss") + "0" + transaction.TraceNo;
        var answer = Say(fields, "00", "成功[0000000]");
        answer["tn"] = transaction.Tn;
        return answer;
    }

    public Dictionary<string, string> Back(Dictionary<string, string> fields)
    {
        if (Checks.Common(fields, _merchants, Now) is { } code) return Say(fields, code, "失败");
        if (fields.GetValueOrDefault("txnType") != "04") return Say(fields, "32", "无此交易权限");
        if (Checks.Refund(fields) is { } wrong) return Say(fields, wrong, "失败");
        if (Find(fields["merId"], fields["orderId"]) is not null) return Say(fields, "12", "重复交易[2040004]");
        var original = _transactions.Find(t => t is { IsRefund: false, QueryId: not null } && t.Merchant == fields["merId"] && t.QueryId == fields["origQryId"]);
        if (original is null) return Say(fields, "35", "原交易不存在或状态不正确[2010002]");
        var back = _transactions.Where(t => t.Original == original).Sum(t => t.Amount.Minor);
        var refund = new Transaction(fields, NextTrace()) { Original = original };
        if (back + refund.Amount.Minor > original.Amount.Minor) return Say(fields, "36", "与原交易信息不符[2050005]");
        _transactions.Add(refund);
        Move(refund);
        var answer = Say(fields, "00", "成功[0000000]");
        answer["queryId"] = refund.QueryId!;
        return answer;
    }

    public Dictionary<string, string> Query(Dictionary<string, string> fields)
    {
        if ((Checks.Common(fields, _merchants, Now, isQuery: true) ?? Checks.Needs(fields, "orderId")) is { } code) return Say(fields, code, "失败");
        if (Find(fields["merId"], fields["orderId"]) is not { } found || found.TxnTime != fields["txnTime"]) return Say(fields, "34", "查无此交易[2600000]");
        var answer = Told(found);
        answer["bizType"] = "000000";
        answer["respCode"] = "00";
        answer["respMsg"] = "成功[0000000]";
        (answer["origRespCode"], answer["origRespMsg"]) = found switch
        {
            _ when IsSlow => ("05", "交易已受理，请稍后查询交易结果"),
            { QueryId: not null } => ("00", "成功[0000000]"),
            { Refusal: { } refusal } => (refusal, "卡上的余额不足[1000051]"),
            _ when IsOver(found) => ("69", "您的输入超时，交易失败"),
            _ => ("05", "交易已受理，请稍后查询交易结果"),
        };
        return answer;
    }

    public Dictionary<string, string> File(Dictionary<string, string> fields)
    {
        if ((Checks.Common(fields, _merchants, Now) ?? Checks.Needs(fields, "settleDate", "fileType")) is { } code) return Say(fields, code, "失败");
        if (fields.GetValueOrDefault("txnType") != "76" || fields["settleDate"].Length != 4) return Say(fields, "10", "报文格式错误");
        var bill = _bills.Where(b => b.Key.Merchant == fields["merId"] && b.Key.Day.ToString("MMdd", CultureInfo.InvariantCulture) == fields["settleDate"])
            .OrderBy(b => b.Key.Day).Select(b => (b.Key.Day, Content: b.Value)).LastOrDefault();
        if (bill.Content is null) return Say(fields, "98", "文件不存在");
        var answer = Say(fields, "00", "成功[0000000]");
        answer["fileName"] = $"{fields["merId"]}_{bill.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.zip";
        answer["fileContent"] = bill.Content;
        return answer;
    }

    public void MakeBill(string merchant, DateOnly day) => _bills[(merchant, day)] = BillFile.Make(
        merchant, day, _transactions.Where(t => t.Merchant == merchant && t.At is { } at && Clock.SettleDay(at) == day));

    /// <summary>The buyer acts; false where nothing can be done any more.</summary>
    public bool Act(BuyerAct act, Transaction transaction)
    {
        if (transaction is { QueryId: not null } or { IsRefund: true } || IsOver(transaction)) return false;
        if (act == BuyerAct.FailToPay) transaction.Refusal = "64";
        else Move(transaction);
        return true;
    }

    /// <summary>What UnionPay tells of a transaction, in queries and notifications.</summary>
    public Dictionary<string, string> Told(Transaction transaction)
    {
        var fields = Echo(transaction.Request);
        if (transaction is not { QueryId: { } id, At: { } at }) return fields;
        fields["queryId"] = id;
        fields["traceNo"] = transaction.TraceNo;
        fields["traceTime"] = Clock.Write(at, "MMddHHmmss");
        fields["settleAmt"] = fields["txnAmt"];
        fields["settleCurrencyCode"] = "156";
        fields["settleDate"] = Clock.SettleDay(at).ToString("MMdd", CultureInfo.InvariantCulture);
        return fields;
    }

    /// <summary>An answer with a code and what the request said.</summary>
    public Dictionary<string, string> Say(Dictionary<string, string> fields, string code, string message)
    {
        var answer = Echo(fields);
        answer["respCode"] = code;
        answer["respMsg"] = message;
        return answer;
    }

    private static Dictionary<string, string> Echo(Dictionary<string, string> request) =>
        s_echoed.Where(request.ContainsKey).ToDictionary(name => name, name => request[name]);

    // One number is one order: the same again is the same, anything else under it is a duplicate, and so is a paid one.
    private Transaction? Open(Dictionary<string, string> fields)
    {
        if (Find(fields["merId"], fields["orderId"]) is { } known)
            return known.QueryId is null && known.TxnTime == fields["txnTime"] && known.Request["txnAmt"] == fields["txnAmt"] ? known : null;
        var transaction = new Transaction(fields, NextTrace());
        _transactions.Add(transaction);
        return transaction;
    }

    private bool IsOver(Transaction transaction) => Clock.Read(transaction.Request.GetValueOrDefault("payTimeout", "")) is { } end && Now >= end;

    private void Move(Transaction transaction)
    {
        transaction.At = Now;
        transaction.QueryId = Clock.Write(Now, "yyMMddHHmmss") + transaction.TraceNo.PadLeft(9, '8');
        transaction.Refusal = null;
        var payment = transaction.Original ?? transaction;
        book(new(
            transaction.Merchant, payment.OrderId, transaction.IsRefund ? transaction.OrderId : null, payment.QueryId!, transaction.Amount, transaction.At.Value));
    }

    private string NextTrace() => (++_trace % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
}
