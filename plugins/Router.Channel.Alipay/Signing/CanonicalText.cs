using System.Text;

namespace Router.Channel.Alipay.Signing;

/// <summary>The texts that are signed: fields in order of their names, raw values, joined by "&amp;".</summary>
internal static class CanonicalText
{
    /// <summary>Of a request: every field but the signature; fields without a value are not sent and not signed. sign_type is signed.</summary>
    public static string OfRequest(IEnumerable<KeyValuePair<string, string>> fields) =>
        Join(fields.Where(field => field.Key != "sign" && field.Value.Length > 0));

    /// <summary>
    /// Of a notification or a buyer's return. Payment messages leave sign_type out; those of the service market keep it (seen in the
    /// test data of Alipay's own Node SDK, which tries both).
    /// </summary>
    public static string OfNotification(IEnumerable<KeyValuePair<string, string>> fields, bool keepSignType, bool keepEmpty) =>
        Join(fields.Where(field => field.Key != "sign" && (keepSignType || field.Key != "sign_type") && (keepEmpty || field.Value.Length > 0)));

    private static string Join(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (text.Length > 0) text.Append('&');
            text.Append(name).Append('=').Append(value);
        }

        return text.ToString();
    }
}
