namespace Router.Channel.Alipay.Settings;

/// <summary>What certificate mode adds: the serials that go on the wire and the roots that a new certificate of Alipay's must lead to.</summary>
internal sealed record CertificateMode(string AppSerial, DateTimeOffset AppEndsAt, string RootSerial, IReadOnlyList<byte[]> Roots);
