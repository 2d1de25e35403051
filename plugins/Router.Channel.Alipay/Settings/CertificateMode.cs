namespace Router.Channel.Alipay.Settings;

/// <summary>
/// What certificate mode adds: the serials that go on the wire, and what a new certificate of Alipay's must have: a lineage from these
/// roots and one of these issuers. Merchants' certificates come from the same roots and from another issuer.
/// </summary>
internal sealed record CertificateMode(
    string AppSerial, DateTimeOffset AppEndsAt, string RootSerial, IReadOnlyList<byte[]> Roots, IReadOnlyList<string> Issuers);
