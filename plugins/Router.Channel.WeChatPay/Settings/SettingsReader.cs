using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Signing;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Settings;

/// <summary>Reads an account's settings and secrets and tells every mistake at once.</summary>
internal sealed class SettingsReader
{
    private const int ApiV3KeyLength = 32;
    private readonly ChannelAccount _account;
    private readonly IChannelHost _host;
    private readonly List<string> _problems = [];
    private readonly List<IDisposable> _made = [];

    private SettingsReader(ChannelAccount account, IChannelHost host)
    {
        _account = account;
        _host = host;
    }

    /// <exception cref="ChannelConfigurationException">Something cannot be used; the message names all of it.</exception>
    public static AccountSettings Read(ChannelAccount account, IChannelHost host)
    {
        var reader = new SettingsReader(account, host);
        var settings = reader.Read();
        if (reader._problems.Count == 0) return settings!;
        foreach (var made in reader._made) made.Dispose();
        throw new ChannelConfigurationException($"Account '{account.Id}': {string.Join(" ", reader._problems)}");
    }

    private AccountSettings? Read()
    {
        var merchant = Merchant();
        if (ApiBase.Refuse(Text("apiBase") ?? ApiBase.Default, _account.IsProduction, out var address) is { } refusal) Tell("apiBase", refusal);
        var (key, certificate) = Key();
        var envelope = new Envelope([.. new[] { ApiV3Key("apiV3Key", required: true), ApiV3Key("oldApiV3Key", required: false) }.OfType<byte[]>()]);
        var publicKeys = PublicKeys();
        return _problems.Count > 0 ? null : new(address, merchant, key!, certificate, envelope, publicKeys);
    }

    private Merchant Merchant()
    {
        var appId = Text("appId");
        if (appId is null) Tell("appId", "is missing; write the appid that is bound to the merchant id.");
        if (_account.MerchantId.Length == 0 || !_account.MerchantId.All(char.IsAsciiDigit))
            _problems.Add("The account's merchantId is not a WeChat Pay merchant id; write the digits of mchid (for partners sp_mchid).");
        var subMerchantId = Text("subMerchantId");
        if (_account.Mode == AccountMode.Direct)
        {
            foreach (var setting in new[] { "subMerchantId", "subAppId" })
                if (Text(setting) is not null) Tell(setting, "is set though the mode is direct; set mode to partner, or remove it.");
        }
        else if (subMerchantId is null)
        {
            Tell("subMerchantId", "is missing; a partner's account names the sub_mchid it collects for.");
        }

        return new(_account.MerchantId, appId ?? "", Text("mobileAppId"), subMerchantId, Text("subAppId"));
    }

    private (SigningKey? Key, Credential? Certificate) Key()
    {
        var rsa = Secret("privateKey", required: true) is { } pem ? Made(PemKeys.Private(pem, out var problem), "privateKey", problem) : null;
        var serial = Text("serialNumber") is { } written ? SerialNumber.Normal(written) : null;
        Credential? credential = null;
        if (Secret("certificate", required: false) is { } certificatePem)
        {
            using var certificate = Made(PemKeys.Certificate(certificatePem, out problem), "certificate", problem);
            if (certificate is not null)
            {
                var own = SerialNumber.Of(certificate);
                if (serial is not null && serial != SerialNumber.Normal(own)) Tell("serialNumber", "is not the serial number of the certificate; remove it.");
                serial = own;
                Check(certificate, rsa);
                credential = new(
                    "merchant API certificate " + own, certificate.NotAfter, "Renew it with the certificate tool and replace privateKey and certificate.");
            }
        }
        else if (serial is null && Text("certificate") is null)
        {
            Tell("certificate", "is missing; name the secret with apiclient_cert.pem, or set serialNumber.");
        }

        return (rsa is null || serial is null ? null : new SigningKey(rsa, Text("serialNumber")?.ToUpperInvariant() ?? serial), credential);
    }

    private void Check(X509Certificate2 certificate, RSA? key)
    {
        var now = _host.Time.GetUtcNow();
        if (certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime)
        {
            var end = certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            Tell("certificate", $"expired at {end} UTC; renew it with the certificate tool and replace the private key too.");
        }

        using var theirs = certificate.GetRSAPublicKey();
        if (theirs is null) Tell("certificate", "is not for an RSA key; take apiclient_cert.pem.");
        else if (key is not null && !theirs.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
            Tell("certificate", "is not the certificate of privateKey; take both from the same download.");
    }

    private byte[]? ApiV3Key(string setting, bool required)
    {
        if (Secret(setting, required) is not { } text) return null;
        var key = Encoding.UTF8.GetBytes(text.Trim());
        if (key.Length == ApiV3KeyLength) return key;
        Tell(setting, $"has {key.Length} bytes; an APIv3 key has {ApiV3KeyLength}. It is set in the console under API security and is not the v2 key.");
        return null;
    }

    private List<VerifyKey> PublicKeys()
    {
        var keys = new List<VerifyKey>();
        if (JsonFields.Get(_account.Settings, "publicKeys") is not { ValueKind: JsonValueKind.Array } list) return keys;
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            var setting = $"publicKeys[{index}].key";
            var id = JsonFields.Text(item, "id");
            if (id is null || !id.StartsWith(SerialNumber.PublicKeyPrefix, StringComparison.Ordinal))
                Tell($"publicKeys[{index}].id", $"must begin with {SerialNumber.PublicKeyPrefix}; copy it from the console.");
            else if (keys.Any(k => k.Id == id)) Tell($"publicKeys[{index}].id", "is there twice; remove one.");
            if (SecretNamed(setting, JsonFields.Text(item, "key"), required: true) is not { } pem) continue;
            if (Made(PemKeys.Public(pem, out var problem), setting, problem) is { } rsa && id is not null) keys.Add(new(id, rsa, null));
        }

        return keys;
    }

    private T? Made<T>(T? thing, string setting, string? problem)
        where T : class, IDisposable
    {
        if (problem is not null) Tell(setting, problem);
        if (thing is not null) _made.Add(thing);
        return thing;
    }

    private string? Text(string setting) => JsonFields.Text(_account.Settings, setting) is { Length: > 0 } text ? text : null;

    private string? Secret(string setting, bool required) => SecretNamed(setting, Text(setting), required);

    private string? SecretNamed(string setting, string? name, bool required)
    {
        if (name is null)
        {
            if (required) Tell(setting, "is missing; write the name of the secret.");
            return null;
        }

        try
        {
            return _host.GetSecret(name);
        }
        catch (KeyNotFoundException e)
        {
            Tell(setting, $"names a secret that is not there. {e.Message}");
            return null;
        }
    }

    private void Tell(string setting, string problem) => _problems.Add($"Setting '{setting}' {problem}");
}
