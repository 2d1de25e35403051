using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Signing;

namespace Router.Channel.WeChatPay.Wire;

/// <summary>
/// Fetches the platform certificates, at most once a minute. The answer is believed when one of the certificates in it, which only the
/// APIv3 key could open, or a key known before, has signed it.
/// Source: pay.weixin.qq.com, "get certificates"; wechatpay-go core/downloader.
/// </summary>
internal sealed class CertificateDownload(RequestSender sender, KeyRing keys, Envelope envelope, IChannelHost host) : IDisposable
{
    private const string Target = "/v3/certificates";
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _one = new(1, 1);
    private DateTimeOffset? _lastAt;
    private Reply? _lastFailure;

    /// <summary>Makes sure that some key is there, before anything is sent whose answer could not be believed otherwise.</summary>
    /// <returns>Why there is none, as a call that was not sent; null: there is one.</returns>
    public async Task<Reply?> EnsureAsync(CancellationToken cancellationToken)
    {
        if (keys.HasAny) return null;
        await RefreshAsync(() => keys.HasAny, cancellationToken);
        if (keys.HasAny) return null;
        var failure = _lastFailure ?? Reply.Lost("NO_CERTIFICATE", "No platform certificate is valid now.");
        return Reply.NotSent(failure.Blame, failure.Code, "WeChat Pay's keys could not be had: " + failure.Message);
    }

    /// <summary>Looks for a key that is not known yet.</summary>
    public async Task<VerifyKey?> FindAsync(string serial, CancellationToken cancellationToken)
    {
        if (keys.Find(serial) is { } known) return known;
        // Public keys cannot be downloaded; the operator adds them.
        if (!SerialNumber.IsPublicKey(serial)) await RefreshAsync(() => keys.Find(serial) is not null, cancellationToken);
        return keys.Find(serial);
    }

    public void Dispose() => _one.Dispose();

    private async Task RefreshAsync(Func<bool> isThere, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = host.Time.GetUtcNow();
            // Who waited here finds what the one before him fetched.
            if (isThere() || now - _lastAt < s_pause) return;
            _lastAt = now;
            _lastFailure = Reply.Lost("CERTIFICATES_CANCELLED", "The download of the platform certificates was cancelled.", FaultBlame.Network);
            _lastFailure = await FetchAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }

        if (_lastFailure is { } failure)
            host.Log(ChannelLogLevel.Warning, $"The platform certificates could not be downloaded: {failure.Code} {failure.Message}");
    }

    private async Task<Reply?> FetchAsync(CancellationToken cancellationToken)
    {
        var raw = await sender.SendAsync(HttpMethod.Get, Target, [], cancellationToken);
        if (raw.Failure is { } failure) return failure;
        if (raw.Status != 200)
        {
            var refused = AnswerReader.Read(raw, isSigned: false);
            return raw.Status is 401 or 403 or 404 ? refused with { Blame = FaultBlame.Us } : refused;
        }

        if (SignedMessage.Read(raw.Header, raw.Body.Span, out var problem) is not { } message) return Reply.Lost("ANSWER_SIGNATURE", problem);
        var certificates = Read(raw.Body);
        var signer = keys.Find(message.Serial)
            ?? certificates.FirstOrDefault(c => SerialNumber.Normal(c.Id) == SerialNumber.Normal(message.Serial) && c.IsGoodAt(host.Time.GetUtcNow()));
        if (signer is not null && message.IsFresh(host.Time.GetUtcNow()) && signer.Verify(message.Message, message.Signature))
        {
            keys.Add(certificates);
            return null;
        }

        foreach (var certificate in certificates) certificate.Dispose();
        return certificates.Count == 0
            ? Reply.Lost("CERTIFICATES_SEALED", "No platform certificate could be opened; check apiV3Key.", FaultBlame.Us)
            : Reply.Lost("ANSWER_SIGNATURE", "The list of platform certificates is not signed by any of them.");
    }

    private List<VerifyKey> Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonFields.Parse(body);
        return document is not null && JsonFields.Get(document.RootElement, "data") is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(Open).OfType<VerifyKey>()]
            : [];
    }

    private VerifyKey? Open(JsonElement item)
    {
        if (JsonFields.Get(item, "encrypt_certificate") is not { } resource || envelope.Open(resource) is not { } pem) return null;
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(pem));
            var serial = JsonFields.Text(item, "serial_no");
            return serial is not null && SerialNumber.Normal(serial) == SerialNumber.Normal(SerialNumber.Of(certificate))
                ? VerifyKey.OfCertificate(certificate)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
