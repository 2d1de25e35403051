using Router.TestKit.Tests.Acme;

namespace Router.TestKit.Tests;

/// <summary>The example passes everything: what a plugin author's test looks like.</summary>
public sealed class AcmeComplianceTests
{
    public static TheoryData<string> Names => [.. ChannelCompliance.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public Task It(string name) => ChannelCompliance.RunAsync(name, time => AcmeFixture.OpenAsync(time));
}
