using Router.Abstractions;
using Router.Channel.WeChatPay.Signing;

namespace Router.Channel.WeChatPay.Wire;

/// <summary>Sends a call and says what of its answer can be believed.</summary>
internal sealed class WeChatWire(RequestSender sender, KeyRing keys, CertificateDownload certificates, IChannelHost host)
{
    public Task<Reply> GetAsync(string target, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, target, [], cancellationToken);

    public Task<Reply> PostAsync(string target, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, target, body, cancellationToken);

    private async Task<Reply> SendAsync(HttpMethod method, string target, byte[] body, CancellationToken cancellationToken)
    {
        if (await certificates.EnsureAsync(cancellationToken) is { } noKey) return noKey;
        var raw = await sender.SendAsync(method, target, body, cancellationToken);
        if (raw.Failure is { } failure) return failure;
        // A refusal may come without a signature, an answer never; a signature that is there must be good.
        if (raw.Header("wechatpay-signature") is null) return AnswerReader.Read(raw, isSigned: false);
        var problem = await ForgedAsync(raw, cancellationToken);
        return problem is null ? AnswerReader.Read(raw, isSigned: true) : Reply.Lost("ANSWER_SIGNATURE", "The answer is not to be believed: " + problem + ".");
    }

    private async Task<string?> ForgedAsync(RawAnswer raw, CancellationToken cancellationToken)
    {
        if (SignedMessage.Read(raw.Header, raw.Body.Span, out var problem) is not { } message) return problem;
        if (!message.IsFresh(host.Time.GetUtcNow())) return "its time is more than five minutes away from ours";
        var key = keys.Find(message.Serial) ?? await certificates.FindAsync(message.Serial, cancellationToken);
        if (key is null) return $"the key {message.Serial} is not known";
        return key.Verify(message.Message, message.Signature) ? null : "the signature does not fit";
    }
}
