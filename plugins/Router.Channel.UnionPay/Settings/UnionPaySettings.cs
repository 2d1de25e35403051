using Router.Abstractions;
using Router.Channel.UnionPay.Signing;

namespace Router.Channel.UnionPay.Settings;

/// <summary>An account's settings, read and checked.</summary>
internal sealed record UnionPaySettings
{
    public required string MerchantId { get; init; }
    public required bool IsProduction { get; init; }
    public required Uri ApiBase { get; init; }
    public required Uri FileBase { get; init; }
    public required SigningKey SigningKey { get; init; }
    public required SignerTrust Trust { get; init; }
    public required IReadOnlyList<Credential> Credentials { get; init; }
    public string? FrontUrl { get; init; }
    public SubMerchant? SubMerchant { get; init; }
}
