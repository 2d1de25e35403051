using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Alipay.Settings;
using Router.Channel.Alipay.Signing;

namespace Router.Channel.Alipay.Calls;

/// <summary>
/// Fetches the certificate of a serial that an answer names (alipay.open.app.alipaycert.download). It is believed when it leads to the
/// configured root over the issuer of a configured one, has that serial, is in force and signed its own answer. At most one call a minute for
/// answers and one for notifications, which anybody can send: theirs must not use up what the answers need.
/// </summary>
internal sealed class CertificateDownload(AlipayWire wire, CertificateMode mode, KeyRing keys, IChannelHost host)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private DateTimeOffset _nextForAnswers, _nextForNotifications;

    public async Task<bool> FetchAsync(string serial, bool isNotification, CancellationToken cancellationToken)
    {
        if (serial.Length != 32 || !serial.All(char.IsAsciiHexDigitLower)) return false;
        var now = host.Time.GetUtcNow();
        lock (_lock)
        {
            ref var next = ref isNotification ? ref _nextForNotifications : ref _nextForAnswers;
            if (now < next) return keys.Has(serial);
            next = now + s_pause;
        }

        var call = new ApiCall("alipay.open.app.alipaycert.download", $$"""{"alipay_cert_sn":"{{serial}}"}""", now);
        var (envelope, failure) = await wire.SendAsync(call, cancellationToken);
        if (envelope is null) return Refused(serial, failure!.Code);
        if (Read(envelope) is not { } certificate) return Refused(serial, "the answer holds no certificate");
        if (certificate.Serial != serial) return Refused(serial, "another certificate came");
        if (!CertificateChain.LeadsTo(mode.Roots, certificate.Chain, now)) return Refused(serial, "it does not lead to the configured root, or is not in force");
        if (!mode.Issuers.Contains(certificate.Issuer)) return Refused(serial, "its issuer is not that of a configured one");
        var own = new KeyRing([certificate.Key], usesCertificates: true, host.Time);
        if (own.Check(envelope.Inner.Span, envelope.Sign, null) != SignatureVerdict.Good) return Refused(serial, "the answer is not signed with it");
        keys.Add(certificate.Key);
        host.Log(ChannelLogLevel.Information, $"Took up Alipay certificate {serial}, good until {certificate.EndsAt:u}.");
        return true;
    }

    private bool Refused(string serial, string why)
    {
        host.Log(ChannelLogLevel.Warning, $"Alipay certificate {serial} was not taken up: {why}.");
        return false;
    }

    private Certificate? Read(AnswerEnvelope envelope)
    {
        try
        {
            if (envelope.IsErrorNode || wire.Open(envelope) is not { } inner) return null;
            if (!inner.TryGetProperty("alipay_cert_content", out var content) || content.ValueKind != JsonValueKind.String) return null;
            return CertificateText.Leaf(Encoding.UTF8.GetString(Convert.FromBase64String(content.GetString()!)));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
