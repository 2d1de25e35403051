namespace Router.Abstractions;

/// <summary>
/// Optional role of an <see cref="IChannel"/>: shows how a message is signed, for people whose signature a provider refuses. Sends
/// nothing and never shows a key.
/// </summary>
public interface ISignatureTrace
{
    /// <summary>Signs a sample, or shows what would be signed where the secret is the whole proof.</summary>
    /// <param name="sample">What to sign.</param>
    SignatureTrace Trace(SignatureSample sample);
}

/// <summary>A message to sign as the channel would.</summary>
/// <param name="HttpMethod">GET, POST, …; for schemes that sign it.</param>
/// <param name="Target">Path and query as sent; for schemes that sign them.</param>
/// <param name="Body">The exact body: JSON, or a form for schemes that sign fields.</param>
/// <param name="Time">The time in the signature.</param>
/// <param name="Nonce">The nonce, for schemes that have one.</param>
public sealed record SignatureSample(string HttpMethod, string Target, string Body, DateTimeOffset Time, string Nonce);

/// <summary>How a message is signed.</summary>
/// <param name="Scheme">The scheme's name: "WECHATPAY2-SHA256-RSA2048".</param>
/// <param name="Canonical">The exact text that is signed.</param>
/// <param name="KeyFingerprint">SHA-256 of the public key (SubjectPublicKeyInfo), hex; for shared secrets the first 16 hex digits of an HMAC of a fixed text. Never the key.</param>
/// <param name="KeySerial">The serial or certificate id that is sent along; null where the scheme has none.</param>
/// <param name="BodyHash">SHA-256 of the body, hex.</param>
/// <param name="Signature">The signature as it goes on the wire.</param>
public sealed record SignatureTrace(
    string Scheme, string Canonical, string KeyFingerprint, string? KeySerial, string BodyHash, string Signature);
