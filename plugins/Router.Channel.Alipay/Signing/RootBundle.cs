namespace Router.Channel.Alipay.Signing;

/// <summary>Alipay's root bundle: the serial that goes on the wire, and the RSA certificates in it.</summary>
internal sealed record RootBundle(string Serial, IReadOnlyList<byte[]> Certificates);
