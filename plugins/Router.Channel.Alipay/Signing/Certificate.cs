namespace Router.Channel.Alipay.Signing;

/// <summary>A certificate as read: what is used of it, and its bytes with those of its issuers, leaf first.</summary>
internal sealed record Certificate(
    string Serial, string Issuer, byte[] PublicKey, DateTimeOffset StartsAt, DateTimeOffset EndsAt, IReadOnlyList<byte[]> Chain)
{
    public AlipayKey Key => new(Serial, PublicKey, EndsAt);
}
