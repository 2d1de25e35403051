using Router.TestKit;

namespace Router.Channel.Acme.Tests;

/// <summary>The example passes everything: what a plugin author's test looks like.</summary>
public sealed class ComplianceTests
{
    public static TheoryData<string> Names => [.. ChannelCompliance.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public Task AcmeKeepsThePromise(string name) => ChannelCompliance.RunAsync(name, time => AcmeFixture.OpenAsync(time));
}
