using System.Security.Cryptography.X509Certificates;

namespace Router.ChannelSimulators.UnionPay;

/// <summary>What UnionPay refuses, by its codes: 10 format, 11 signature, 13 missing, 31 merchant. Null: it is taken.</summary>
internal static class Checks
{
    private static readonly TimeSpan s_clock = TimeSpan.FromHours(1);

    public static string? Common(Dictionary<string, string> fields, Dictionary<string, List<X509Certificate2>> merchants, DateTimeOffset now, bool isQuery = false)
    {
        if (Needs(fields, "version", "encoding", "signMethod", "certId", "signature", "txnType", "txnSubType", "bizType", "accessType", "merId", "txnTime") is { } missing)
            return missing;
        if (!merchants.TryGetValue(fields["merId"], out var certificates)) return "31";
        if (fields["version"] != "5.1.0" || fields["signMethod"] != "01" || !fields["encoding"].Equals("UTF-8", StringComparison.OrdinalIgnoreCase)) return "10";
        if (certificates.Find(c => FieldText.CertId(c) == fields["certId"]) is not { } certificate || !FieldText.IsSigned(fields, certificate)) return "11";
        if (fields["accessType"] is not ("0" or "2") || Clock.Read(fields["txnTime"]) is not { } asked) return "10";
        // A query bears the time of the transaction it asks for; anything else bears the present.
        return isQuery || (asked - now).Duration() <= s_clock ? null : "39";
    }

    public static string? Pay(Dictionary<string, string> fields, DateTimeOffset now, string[] channelTypes)
    {
        if (Needs(fields, "orderId", "txnAmt", "currencyCode", "channelType", "backUrl", "payTimeout") is { } missing) return missing;
        if ((fields["txnType"], fields["txnSubType"], fields["bizType"]) != ("01", "01", "000201") || !channelTypes.Contains(fields["channelType"])) return "10";
        if (Money(fields) is { } wrong) return wrong;
        if (Clock.Read(fields["payTimeout"]) is not { } end) return "10";
        return end > now ? null : "39";
    }

    public static string? Refund(Dictionary<string, string> fields)
    {
        if (Needs(fields, "orderId", "txnAmt", "origQryId", "channelType", "backUrl") is { } missing) return missing;
        return (fields["txnSubType"], fields["bizType"]) == ("00", "000201") ? Money(fields) : "10";
    }

    public static string? Needs(Dictionary<string, string> fields, params string[] names) =>
        Array.TrueForAll(names, name => fields.GetValueOrDefault(name, "") != "") ? null : "13";

    private static string? Money(Dictionary<string, string> fields)
    {
        var (number, amount) = (fields["orderId"], fields["txnAmt"]);
        if (number.Length is < 8 or > 40 || !number.All(char.IsAsciiLetterOrDigit)) return "10";
        if (amount.Length > 12 || !amount.All(char.IsAsciiDigit) || amount[0] == '0') return "10";
        if (fields.GetValueOrDefault("currencyCode") != "156") return "10";
        return Uri.TryCreate(fields["backUrl"], UriKind.Absolute, out _) ? null : "10";
    }
}
