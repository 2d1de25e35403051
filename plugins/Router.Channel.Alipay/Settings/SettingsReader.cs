using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Alipay.Signing;

namespace Router.Channel.Alipay.Settings;

/// <summary>Reads an account's settings and secrets and tells everything that is wrong with them at once.</summary>
internal sealed class SettingsReader
{
    private readonly ChannelAccount _account;
    private readonly IChannelHost _host;
    private readonly List<string> _problems = [];

    private SettingsReader(ChannelAccount account, IChannelHost host) => (_account, _host) = (account, host);

    public static AlipaySettings Read(ChannelAccount account, IChannelHost host) => new SettingsReader(account, host).Read();

    private AlipaySettings Read()
    {
        var appId = Text("appId");
        if (appId is null) Tell("appId", "is missing; it stands in Alipay's console as APPID.");
        var (address, wrong) = ServiceAddress.Read(Text("apiBase"), _account.IsProduction);
        if (wrong is not null) Tell("apiBase", wrong);
        var privateKey = Secret("appPrivateKey") is { } key ? Try("appPrivateKey", () => KeyText.PrivateKey(key)) : null;
        if (Text("appPrivateKey") is null) Tell("appPrivateKey", "is missing; name the secret with the application's private key.");
        var isCertificateMode = Has("appCertificate") || Has("alipayRootCertificates") || Has("alipayCertificates");
        if (isCertificateMode && Has("alipayPublicKeys")) Tell("alipayPublicKeys", "belongs to key mode; remove it or the certificates.");
        var (mode, keys) = isCertificateMode ? Certificates(privateKey) : (null, PublicKeys(privateKey));
        var cipher = Secret("contentKey") is { } content ? Try("contentKey", () => ContentCipher.Read(content)) : null;
        var token = Token();
        if (_problems.Count > 0) throw new ChannelConfigurationException($"Account {_account.Id}: {string.Join(" ", _problems)}");
        return new()
        {
            AppId = appId!,
            MerchantId = _account.MerchantId,
            IsProduction = _account.IsProduction,
            Address = address!,
            Signer = new(privateKey!),
            Certificates = mode,
            Keys = keys,
            Cipher = cipher,
            AppAuthToken = token,
            PageAsForm = Text("pageAction") == "form",
        };
    }

    private string? Token()
    {
        if (_account.Mode == AccountMode.Direct)
        {
            if (Has("appAuthToken")) Tell("appAuthToken", "acts for another merchant; set the account's mode to partner or subMerchant, or remove it.");
            return null;
        }

        if (Text("appAuthToken") is { } token) return token;
        Tell("appAuthToken", "is missing; a partner acts for a merchant only with that merchant's app_auth_token.");
        return null;
    }

    private List<AlipayKey> PublicKeys(byte[]? privateKey)
    {
        if (!Has("alipayPublicKeys"))
        {
            Tell("alipayPublicKeys", "is missing; name the secret with Alipay's public key, or the three certificates of certificate mode.");
            return [];
        }

        var keys = new List<AlipayKey>();
        foreach (var (name, text) in Secrets("alipayPublicKeys"))
        {
            if (Try(name, () => KeyText.PublicKey(text)) is not { } key) continue;
            if (privateKey is not null && key.AsSpan().SequenceEqual(KeyText.PublicHalf(privateKey)))
                Tell(name, "is your own application's public key; take the one that the console calls Alipay public key.");
            keys.Add(new(null, key, null));
        }

        return keys;
    }

    private (CertificateMode? Mode, IReadOnlyList<AlipayKey> Keys) Certificates(byte[]? privateKey)
    {
        foreach (var name in new[] { "appCertificate", "alipayRootCertificates", "alipayCertificates" })
            if (!Has(name)) Tell(name, "is missing; certificate mode needs appCertificate, alipayRootCertificates and alipayCertificates.");
        var app = Secret("appCertificate") is { } own ? Try("appCertificate", () => CertificateText.Leaf(own)) : null;
        if (app is not null) CheckOwn(app, privateKey);
        var roots = Secret("alipayRootCertificates") is { } bundle ? Try("alipayRootCertificates", () => CertificateText.Roots(bundle)) : null;
        var (keys, issuers) = (new List<AlipayKey>(), new List<string>());
        foreach (var (name, text) in Secrets("alipayCertificates"))
        {
            if (Try(name, () => CertificateText.Leaf(text)) is not { } certificate) continue;
            if (roots is not null && !CertificateChain.CanTell(roots.Certificates, certificate.Chain))
                _host.Log(ChannelLogLevel.Warning, $"Account {_account.Id}: {name} holds no issuer, so that it is believed as it is configured; store the .crt file whole.");
            else if (roots is not null && !CertificateChain.LeadsTo(roots.Certificates, certificate.Chain, null))
                Tell(name, "does not lead to the certificates of alipayRootCertificates; download all three again from the console.");
            if (app is not null && certificate.Key.PublicKey.AsSpan().SequenceEqual(app.PublicKey))
                Tell(name, "is your own application's certificate; store alipayCertPublicKey_RSA2.crt here.");
            if (certificate.EndsAt <= _host.Time.GetUtcNow())
                _host.Log(ChannelLogLevel.Warning, $"Account {_account.Id}: {name} ended at {certificate.EndsAt:u} and is not used any more.");
            keys.Add(certificate.Key);
            issuers.Add(certificate.Issuer);
        }

        return (app is null || roots is null ? null : new(app.Serial, app.EndsAt, roots.Serial, roots.Certificates, issuers), keys);
    }

    private void CheckOwn(Certificate app, byte[]? privateKey)
    {
        var now = _host.Time.GetUtcNow();
        if (app.EndsAt <= now) Tell("appCertificate", $"ended at {app.EndsAt:u}; renew it in the console and store the new one.");
        if (app.StartsAt > now) Tell("appCertificate", $"is good from {app.StartsAt:u} only; set the clock right or store the one in force.");
        if (privateKey is not null && !app.Key.PublicKey.AsSpan().SequenceEqual(KeyText.PublicHalf(privateKey)))
            Tell("appCertificate", "does not belong to appPrivateKey; store the key that its request was made with.");
    }

    private bool Has(string name) => _account.Settings.ValueKind == JsonValueKind.Object && _account.Settings.TryGetProperty(name, out _);

    private string? Text(string name) =>
        Has(name) && _account.Settings.GetProperty(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    private string? Secret(string name) => Text(name) is { } secret ? Look(name, secret) : null;

    private List<(string Name, string Text)> Secrets(string name)
    {
        var found = new List<(string, string)>();
        if (!Has(name) || _account.Settings.GetProperty(name) is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            if (Has(name)) Tell(name, "is empty; name one secret or more.");
            return found;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var path = $"{name}[{index++}]";
            if (item.ValueKind == JsonValueKind.String && Look(path, item.GetString()!) is { } text) found.Add((path, text));
        }

        return found;
    }

    private string? Look(string name, string secret)
    {
        try
        {
            return _host.GetSecret(secret);
        }
        catch (KeyNotFoundException exception)
        {
            Tell(name, $"names a secret that is not there: {exception.Message}");
            return null;
        }
    }

    private T? Try<T>(string name, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (FormatException exception)
        {
            Tell(name, exception.Message);
            return null;
        }
    }

    private void Tell(string name, string what) => _problems.Add($"{name} {what}");
}
