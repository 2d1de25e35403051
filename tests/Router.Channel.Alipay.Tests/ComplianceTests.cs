using Router.TestKit;

namespace Router.Channel.Alipay.Tests;

/// <summary>The suite, once in key mode and once in certificate mode with encryption, for a partner's seller.</summary>
public sealed class ComplianceTests
{
    public static TheoryData<string> Names => new(ChannelCompliance.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public Task It(string name) => ChannelCompliance.RunAsync(name, AlipayFixture.OpenAsync);

    [Theory]
    [MemberData(nameof(Names))]
    public Task With_certificates_it(string name) => ChannelCompliance.RunAsync(name, time => AlipayFixture.OpenAsync(time, certificatesFirst: true));
}
