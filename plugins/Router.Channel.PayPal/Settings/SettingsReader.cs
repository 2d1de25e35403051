using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Settings;

/// <summary>Reads an account's settings and tells everything that is wrong with them at once.</summary>
internal sealed class SettingsReader
{
    private const string Live = "https://api-m.paypal.com";
    private const string Sandbox = "https://api-m.sandbox.paypal.com";
    private static readonly string[] s_liveHosts = ["api-m.paypal.com", "api.paypal.com"];

    private readonly ChannelAccount _account;
    private readonly IChannelHost _host;
    private readonly List<string> _wrong = [];

    private SettingsReader(ChannelAccount account, IChannelHost host)
    {
        _account = account;
        _host = host;
    }

    public static PayPalSettings Read(ChannelAccount account, IChannelHost host) => new SettingsReader(account, host).Read();

    private PayPalSettings Read()
    {
        if (_account.Mode != AccountMode.Direct) _wrong.Add("mode: a PayPal account is direct; payments for other merchants are not done");
        var clientId = Header("clientId", _account.Settings.Text("clientId"), "write the client id of the REST app");
        var secret = Header("clientSecret", Secret(_account.Settings.Text("clientSecret")), "put the app's client secret there, on one line and without blanks");
        var apiBase = ApiBase(_account.Settings.Text("apiBase"));
        var roots = Roots(_account.Settings.Text("webhookRoots"));
        var settings = new PayPalSettings
        {
            ClientId = clientId,
            ClientSecret = secret,
            ApiBase = apiBase,
            WebhookIds = [.. WebhookIds()],
            VerifiesOnline = IsOnline(_account.Settings.Text("webhookVerification")),
            WebhookWindow = Window(),
            WebhookRoots = roots,
        };
        return _wrong.Count == 0
            ? settings
            : throw new ChannelConfigurationException($"Account {_account.Id}: {string.Join("; ", _wrong)}.");
    }

    private string? Secret(string? name)
    {
        if (string.IsNullOrEmpty(name)) return null;
        try
        {
            return _host.GetSecret(name).Trim();
        }
        catch (KeyNotFoundException missing)
        {
            _wrong.Add($"clientSecret: {missing.Message.TrimEnd('.')}");
            return "missing";
        }
    }

    // Both go into a header: anything but visible ASCII is a pasting mistake. The value itself is never told.
    private string Header(string name, string? value, string mend)
    {
        if (value is { Length: > 0 } && !value.AsSpan().ContainsAnyExceptInRange('!', '~')) return value;
        _wrong.Add($"{name} is {(string.IsNullOrEmpty(value) ? "missing or empty" : "not visible ASCII")}: {mend}");
        return "";
    }

    private Uri ApiBase(string? text)
    {
        var fallback = new Uri(_account.IsProduction ? Live : Sandbox);
        if (text is null) return fallback;
        if (!Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0
            || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            _wrong.Add("apiBase is not an absolute http(s) address without query: write it like " + Sandbox);
            return fallback;
        }

        if (_account.IsProduction && (uri.Scheme != "https" || !uri.IsDefaultPort || !s_liveHosts.Contains(uri.Host)))
            _wrong.Add($"apiBase is {uri.Host}: a production account talks only to {Live}; leave the setting out");
        else if (!_account.IsProduction && s_liveHosts.Contains(uri.Host))
            _wrong.Add($"apiBase is {uri.Host}, where money is real, and the account is not marked as production: mark it, or use {Sandbox}");
        else if (uri.Scheme == "http" && !uri.IsLoopback)
            _wrong.Add("apiBase is http to another machine: use https, or a loopback address for tests");
        return uri;
    }

    private IEnumerable<string> WebhookIds()
    {
        foreach (var item in _account.Settings.Items("webhookIds"))
        {
            var id = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
            if (id.Length is > 0 and <= 50 && id.All(char.IsAsciiLetterOrDigit)) yield return id;
            else _wrong.Add("webhookIds holds what is no webhook id: copy it from the app's list of webhooks");
        }
    }

    private bool IsOnline(string? text)
    {
        if (text is not (null or "offline" or "online")) _wrong.Add("webhookVerification is neither \"offline\" nor \"online\": write one of them");
        return text == "online";
    }

    private TimeSpan Window()
    {
        var member = _account.Settings.Member("webhookWindowSeconds");
        if (member.ValueKind == JsonValueKind.Undefined) return TimeSpan.FromSeconds(300);
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var seconds) && seconds is >= 30 and <= 72000) return TimeSpan.FromSeconds(seconds);
        _wrong.Add("webhookWindowSeconds is not a whole number from 30 to 72000: write 300");
        return TimeSpan.Zero;
    }

    private X509Certificate2Collection? Roots(string? pem)
    {
        if (pem is null) return null;
        if (_account.IsProduction) _wrong.Add("webhookRoots is set for a production account: leave it out, the system's roots are used");
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal)) _wrong.Add("webhookRoots holds a private key: put certificates there and nothing else");
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            _wrong.Add("webhookRoots cannot be read as PEM certificates: paste them whole, with their BEGIN and END lines");
            return null;
        }

        var now = _host.Time.GetUtcNow();
        if (roots.Count == 0) _wrong.Add("webhookRoots holds no certificate: paste one in PEM, or leave the setting out");
        foreach (var root in roots)
        {
            if (root.NotAfter.ToUniversalTime() < now.UtcDateTime) _wrong.Add($"webhookRoots holds a certificate that ended {root.NotAfter:yyyy-MM-dd}: renew it");
        }

        return roots;
    }
}
