using Router.Channel.Alipay.Signing;

namespace Router.Channel.Alipay.Settings;

/// <summary>What one account works with, read and checked once.</summary>
internal sealed record AlipaySettings
{
    public required string AppId { get; init; }

    /// <summary>The seller's id (PID, 2088…).</summary>
    public required string MerchantId { get; init; }

    public required bool IsProduction { get; init; }

    public required Uri Address { get; init; }

    public required RequestSigner Signer { get; init; }

    /// <summary>Null in key mode.</summary>
    public CertificateMode? Certificates { get; init; }

    /// <summary>Alipay's keys as configured.</summary>
    public required IReadOnlyList<AlipayKey> Keys { get; init; }

    public ContentCipher? Cipher { get; init; }

    public string? AppAuthToken { get; init; }

    public bool PageAsForm { get; init; }
}
