using System.Text;
using Router.Channel.UnionPay.Settings;

namespace Router.Channel.UnionPay.Orders;

/// <summary>The fields of requests, before certificate number and signature. Source: the official demo of 5.1.0.</summary>
internal static class RequestFields
{
    private const int DescriptionMax = 32;

    /// <summary>What every request carries.</summary>
    public static Dictionary<string, string> Of(UnionPaySettings settings, string txnType, string txnSubType, string bizType, string txnTime)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["version"] = "5.1.0",
            ["encoding"] = "utf-8",
            ["signMethod"] = "01",
            ["txnType"] = txnType,
            ["txnSubType"] = txnSubType,
            ["bizType"] = bizType,
            ["accessType"] = settings.SubMerchant is null ? "0" : "2",
            ["merId"] = settings.MerchantId,
            ["txnTime"] = txnTime,
        };
        if (settings.SubMerchant is not { } sub) return fields;
        fields["subMerId"] = sub.Id;
        fields["subMerName"] = sub.Name;
        fields["subMerAbbr"] = sub.Abbreviation;
        return fields;
    }

    /// <summary>A query: the number and the time of the original name a transaction.</summary>
    public static Dictionary<string, string> Query(UnionPaySettings settings, string orderId, string txnTime)
    {
        var fields = Of(settings, "00", "00", "000000", txnTime);
        fields["orderId"] = orderId;
        return fields;
    }

    /// <summary>orderId: 8 to 40 letters and digits.</summary>
    public static bool IsOrderId(string number) => number.Length is >= 8 and <= 40 && number.All(char.IsAsciiLetterOrDigit);

    /// <summary>The goods' name for UnionPay's risk control, without the signs that its texts give a meaning to; empty where nothing is left.</summary>
    public static string RiskInfo(string description)
    {
        var name = new StringBuilder();
        var count = 0;
        foreach (var rune in description.EnumerateRunes())
        {
            if (count++ == DescriptionMax) break;
            name.Append(Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '.' or ',' or '，' or '。' ? rune : new Rune(' '));
        }

        var text = name.ToString().Trim();
        return text.Length == 0 ? "" : $"{{commodityName={text}}}";
    }
}
