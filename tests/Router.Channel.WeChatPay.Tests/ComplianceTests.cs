using Router.Channel.WeChatPay.Tests.Bench;
using Router.TestKit;

namespace Router.Channel.WeChatPay.Tests;

public sealed class ComplianceTests
{
    public static TheoryData<string> Names => new(ChannelCompliance.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Direct(string name) => ChannelCompliance.RunAsync(name, WeChatPayFixture.OpenAsync);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Partner(string name) => ChannelCompliance.RunAsync(name, WeChatPayFixture.OpenPartnerAsync);
}
