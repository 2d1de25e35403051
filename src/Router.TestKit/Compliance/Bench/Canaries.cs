using System.Text.RegularExpressions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>What must never be seen: the secrets of both accounts, and what went over the wire to prove who we are.</summary>
internal sealed partial class Canaries
{
    private const int LeastLength = 8;
    private const int PemLineLength = 32;

    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _proofs = new(StringComparer.Ordinal);

    public Canaries(ChannelBench bench, IEnumerable<Attempt> attempts)
    {
        foreach (var account in new[] { bench.Fixture.Account, bench.Fixture.OtherAccount })
        {
            foreach (var (name, value) in account.Secrets) AddSecret(name, value);
        }

        foreach (var request in bench.Provider.Requests) AddProofs(request);
        foreach (var code in attempts.Select(a => a.Request.AuthCode).OfType<string>()) Add(_proofs, code, "the buyer's authorisation code");
    }

    /// <returns>What is seen in a text and what stands before it, without showing it; null: nothing.</returns>
    public string? In(string text, bool isAction)
    {
        if (Seen(text, "-----BEGIN PRIVATE KEY", "a private key in PEM") is { } key) return key;
        foreach (var (value, name) in _secrets)
            if (Seen(text, value, name) is { } seen) return seen;
        if (isAction) return null;
        if (Seen(text, "-----BEGIN", "a key or certificate in PEM") is { } pem) return pem;
        foreach (var (value, name) in _proofs)
            if (Seen(text, value, name) is { } seen) return seen;
        return CardNumber().Matches(text).FirstOrDefault(m => IsCard(m.Value)) is { } card ? Seen(text, card.Value, "a card number") : null;
    }

    private static string? Seen(string text, string value, string name)
    {
        var at = text.IndexOf(value, StringComparison.Ordinal);
        return at < 0 ? null : $"{name}, after '{text[Math.Max(0, at - 24)..at]}'";
    }

    private void AddSecret(string name, string value)
    {
        var isPublic = value.Contains("-----BEGIN PUBLIC KEY", StringComparison.Ordinal) || value.Contains("-----BEGIN CERTIFICATE", StringComparison.Ordinal);
        var into = isPublic ? _proofs : _secrets;
        var what = $"the secret '{name}'";
        if (!value.Contains('\n')) Add(into, value.Trim(), what);
        foreach (var line in value.Split('\n').Select(l => l.Trim()))
        {
            if (line.Length >= PemLineLength && !line.StartsWith("-----", StringComparison.Ordinal)) Add(into, line, what);
        }
    }

    private void AddProofs(WireRequest request)
    {
        foreach (var (name, value) in request.Headers)
        {
            if (name == "authorization") Add(_proofs, value[(value.IndexOf(' ') + 1)..], "a bearer token or signature");
            else if (name.Contains("signature", StringComparison.Ordinal)) Add(_proofs, value, $"the signature in the header {name}");
            foreach (Match match in Signature().Matches(value)) Add(_proofs, match.Groups[1].Value, $"a signature of the header {name}");
        }

        foreach (var text in new[] { request.Target, System.Text.Encoding.UTF8.GetString(request.Body) })
        {
            foreach (Match match in Signature().Matches(text))
            {
                Add(_proofs, match.Groups[1].Value, "a signature");
                Add(_proofs, Uri.UnescapeDataString(match.Groups[1].Value), "a signature");
            }
        }
    }

    private static void Add(Dictionary<string, string> into, string value, string name)
    {
        if (value.Length < LeastLength) return;
        into[value] = name;
        into[Uri.EscapeDataString(value)] = name;
    }

    private static bool IsCard(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    [GeneratedRegex("""(?i)(?:pay)?sign(?:ature)?"?\s*[=:]\s*"?([A-Za-z0-9+/=%_-]{20,})""")]
    private static partial Regex Signature();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[3-6][0-9]{14,18}(?![0-9A-Za-z])")]
    private static partial Regex CardNumber();
}
