using Router.TestKit;
using Xunit.Abstractions;

namespace Router.Channel.PayPal.Tests;

public sealed class ComplianceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => new(ChannelCompliance.Names);

    [Theory, MemberData(nameof(Names))]
    public async Task It(string name)
    {
        foreach (var leftOut in await ChannelCompliance.RunAsync(name, PayPalFixture.OpenAsync)) output.WriteLine("Left out: " + leftOut);
    }
}
