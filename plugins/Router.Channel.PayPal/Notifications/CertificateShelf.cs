using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Router.Abstractions;
using Router.Channel.PayPal.Http;
using Router.Channel.PayPal.Settings;

namespace Router.Channel.PayPal.Notifications;

/// <summary>
/// PayPal's signing certificates by their address. One that is not here is fetched at most once a minute, from PayPal's API hosts alone,
/// and kept only if its chain ends at a trusted root and its name is PayPal's. PayPal rotates by naming another address.
/// </summary>
internal sealed class CertificateShelf(ChannelAccount account, PayPalSettings settings, IChannelHost host) : IDisposable
{
    private const int KeptMax = 8;
    private const int BytesMax = 128 * 1024;
    private const string Folder = "/v1/notifications/certs/";
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private static readonly string[] s_live = ["api.paypal.com", "api-m.paypal.com"];
    private static readonly string[] s_sandbox = ["api.sandbox.paypal.com", "api-m.sandbox.paypal.com"];

    private static readonly SearchValues<char> s_inName = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    private readonly Lock _lock = new();
    private readonly List<(string Url, X509Certificate2 Certificate)> _kept = [];
    private DateTimeOffset _nextFetch = DateTimeOffset.MinValue;

    public IReadOnlyList<X509Certificate2> Kept
    {
        get
        {
            lock (_lock) return [.. _kept.Select(k => k.Certificate)];
        }
    }

    /// <summary>True where a certificate may be fetched from there: PayPal's folder on PayPal's hosts, or the test server that the account's calls go to.</summary>
    public bool Allows(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0) return false;

        // One certificate has one address: by a hundred spellings of it a stranger could push the others off the shelf.
        if (uri.AbsoluteUri != url || uri.Query.Length > 0 || uri.Fragment.Length > 0) return false;
        var api = settings.ApiBase;
        if (!s_live.Contains(api.Host) && !s_sandbox.Contains(api.Host)) return uri.Scheme == api.Scheme && uri.Host == api.Host && uri.Port == api.Port;
        return uri is { Scheme: "https", IsDefaultPort: true } && uri.AbsolutePath.StartsWith(Folder, StringComparison.Ordinal)
            && uri.AbsolutePath.AsSpan(Folder.Length).IndexOfAnyExcept(s_inName) < 0 && (account.IsProduction ? s_live : s_sandbox).Contains(uri.Host);
    }

    public async Task<(X509Certificate2? Certificate, Verification? Failure)> GetAsync(string url, CancellationToken cancellationToken)
    {
        if (!Allows(url)) return (null, Verification.Bad("the certificate's address is not PayPal's"));
        var now = host.Time.GetUtcNow();
        lock (_lock)
        {
            var found = _kept.Find(k => k.Url == url).Certificate;
            if (found is not null && found.NotAfter.ToUniversalTime() > now.UtcDateTime) return (found, null);
            if (now < _nextFetch) return (null, Verification.NoKey("its certificate is not known, and another was fetched within the last minute"));
            _nextFetch = now + s_pause;
        }

        var (fetched, why) = await FetchAsync(url, cancellationToken);
        if (fetched is null)
        {
            host.Log(ChannelLogLevel.Warning, $"PayPal's signing certificate could not be had: {why}.");
            return (null, Verification.NoKey(why));
        }

        Keep(url, fetched);
        return (fetched, null);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, certificate) in _kept) certificate.Dispose();
            _kept.Clear();
        }
    }

    // A certificate that is dropped may still be in use by another call: it is left to the collector.
    private void Keep(string url, X509Certificate2 certificate)
    {
        lock (_lock)
        {
            _kept.RemoveAll(k => k.Url == url);
            if (_kept.Count == KeptMax) _kept.RemoveAt(0);
            _kept.Add((url, certificate));
        }
    }

    private async Task<(X509Certificate2? Certificate, string Why)> FetchAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await host.Http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode != 200) return (null, $"its address answers HTTP {(int)response.StatusCode}");
            if (await Answers.ReadBytesAsync(response.Content, BytesMax, cancellationToken) is not { } bytes) return (null, "its address answers too much");
            return Read(System.Text.Encoding.ASCII.GetString(bytes));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (null, "the connection to its address failed");
        }
    }

    private (X509Certificate2? Certificate, string Why) Read(string pem)
    {
        var chained = new X509Certificate2Collection();
        try
        {
            chained.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return (null, "what its address answers is no PEM certificate");
        }

        if (chained.Count == 0) return (null, "what its address answers is no PEM certificate");
        var signer = chained[0];
        if (!IsPayPals(signer)) return (null, "the certificate's name is not PayPal's");
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = host.Time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ExtraStore.AddRange(chained);
        if (settings.WebhookRoots is { } roots)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        }

        return chain.Build(signer)
            ? (signer, "")
            : (null, $"its chain is not trusted ({string.Join(", ", chain.ChainStatus.Select(s => s.Status).Distinct())})");
    }

    // messageverificationcerts.paypal.com at the time of writing.
    private static bool IsPayPals(X509Certificate2 certificate)
    {
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return name == "paypal.com" || name.EndsWith(".paypal.com", StringComparison.Ordinal);
    }
}
