using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Alipay.Settings;
using Router.Channel.Alipay.Signing;

namespace Router.Channel.Alipay.Calls;

/// <summary>Signs calls, sends them and believes only what Alipay has signed.</summary>
internal sealed class AlipayWire
{
    private readonly AlipaySettings _settings;
    private readonly KeyRing _keys;
    private readonly Exchange _exchange;
    private readonly CertificateDownload? _download;

    public AlipayWire(AlipaySettings settings, KeyRing keys, IChannelHost host)
    {
        (_settings, _keys, _exchange) = (settings, keys, new(host.Http));
        _download = settings.Certificates is { } mode ? new(this, mode, keys, host) : null;
    }

    /// <summary>The fields of a call with their signature, in order of their names.</summary>
    public SortedDictionary<string, string> Sign(ApiCall call)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["app_id"] = _settings.AppId,
            ["method"] = call.Method,
            ["format"] = "JSON",
            ["charset"] = "utf-8",
            ["sign_type"] = "RSA2",
            ["timestamp"] = BeijingTime.Write(call.Time),
            ["version"] = "1.0",
            ["biz_content"] = _settings.Cipher is { } cipher ? cipher.Encrypt(call.Biz) : call.Biz,
        };
        if (_settings.Cipher is not null) fields["encrypt_type"] = "AES";
        if (call.NotifyUrl is { } notify) fields["notify_url"] = notify.AbsoluteUri;
        if (call.ReturnUrl is { } back) fields["return_url"] = back.AbsoluteUri;
        if (_settings.AppAuthToken is { } token) fields["app_auth_token"] = token;
        if (_settings.Certificates is { } certificates)
        {
            fields["app_cert_sn"] = certificates.AppSerial;
            fields["alipay_root_cert_sn"] = certificates.RootSerial;
        }

        fields["sign"] = _settings.Signer.Sign(CanonicalText.OfRequest(fields));
        return fields;
    }

    public async Task<Answer> CallAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var (envelope, failure) = await SendAsync(call, cancellationToken);
        if (envelope is null) return failure!;
        var verdict = _keys.Check(envelope.Inner.Span, envelope.Sign, envelope.Serial);
        if (verdict == SignatureVerdict.UnknownKey && _download is not null && await _download.FetchAsync(envelope.Serial!, isNotification: false, cancellationToken))
            verdict = _keys.Check(envelope.Inner.Span, envelope.Sign, envelope.Serial);
        return verdict switch
        {
            SignatureVerdict.Good => Read(envelope),
            SignatureVerdict.Unsigned => Unsigned(envelope),
            SignatureVerdict.UnknownKey => Answer.Unproved("KEY_UNAVAILABLE", $"The answer names Alipay certificate {envelope.Serial}, which could not be had."),
            _ => Answer.Unproved("BAD_SIGNATURE", "The answer's signature is not Alipay's."),
        };
    }

    /// <summary>The answer taken apart and not yet believed.</summary>
    public async Task<(AnswerEnvelope? Envelope, Answer? Failure)> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var (body, failure) = await _exchange.PostAsync(_settings.Address, FormText.Write(Sign(call)), cancellationToken);
        if (body is null) return (null, failure);
        return AnswerEnvelope.Read(body, call.Node) is { } envelope ? (envelope, null) : (null, Answer.Unproved("GARBAGE", "The answer is none that Alipay gives."));
    }

    /// <summary>Asks for the certificate of an unknown serial that a notification names, at most once a minute.</summary>
    public async Task<bool> LearnAsync(string serial, CancellationToken cancellationToken) =>
        _download is not null && await _download.FetchAsync(serial, isNotification: true, cancellationToken);

    /// <summary>The inner object, decrypted where it is encrypted; null where it cannot be read.</summary>
    public JsonElement? Open(AnswerEnvelope envelope)
    {
        try
        {
            var inner = JsonElement.Parse(envelope.Inner.Span);
            if (!envelope.IsText) return inner;
            if (_settings.Cipher?.Decrypt(inner.GetString()!) is not { } plain) return null;
            var body = JsonElement.Parse(plain);
            return body.ValueKind == JsonValueKind.Object ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Answer Read(AnswerEnvelope envelope) => Open(envelope) is { } body
        ? new()
        {
            Stage = FaultStage.Answered,
            Code = Text(body, "code") ?? "NO_CODE",
            SubCode = Text(body, "sub_code") ?? "",
            Message = Text(body, "sub_msg") ?? Text(body, "msg") ?? "",
            Body = body,
        }
        : Answer.Unproved("GARBAGE", "The answer is signed and cannot be read; where it is encrypted, contentKey is not the application's.");

    // Good for finding the mistake, good for nothing else.
    private Answer Unsigned(AnswerEnvelope envelope)
    {
        var body = Open(envelope);
        var code = body is { } inner ? Text(inner, "sub_code") ?? Text(inner, "code") : null;
        return Answer.Unproved(
            code is null or "10000" ? "UNSIGNED" : code,
            "The answer carries no signature. " + (body is { } said ? Text(said, "sub_msg") ?? Text(said, "msg") ?? "" : ""));
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
