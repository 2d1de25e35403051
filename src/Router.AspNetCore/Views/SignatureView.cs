using Router.Abstractions;
using Router.AspNetCore.Answers;

namespace Router.AspNetCore.Views;

/// <summary>What is signed and with which key. Never the key, and not the signature: whoever can have texts signed can order refunds.</summary>
internal sealed record SignatureView(
    string Code, string Message, string Account, string Scheme, string Canonical, string KeyFingerprint, string? KeySerial, string BodyHash)
{
    public static SignatureView Of(string account, SignatureTrace trace) => new(
        Success.Code, Success.Message, account, trace.Scheme, trace.Canonical, trace.KeyFingerprint, trace.KeySerial, trace.BodyHash);
}
