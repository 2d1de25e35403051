using Router.Channel.WeChatPay.Tests.Bench;
using Router.TestKit;

namespace Router.Channel.WeChatPay.Tests;

public sealed class ComplianceTests
{
    // What WeChat Pay does not have; anything else that a case leaves out is a hole.
    private static readonly string[] s_leftOut =
        ["no method of the manifest has the operation Continue", "no method of the manifest has the operation PreAuthorize"];

    public static TheoryData<string> Names => new(ChannelCompliance.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Direct(string name) => (await ChannelCompliance.RunAsync(name, WeChatPayFixture.OpenAsync)).Should().BeSubsetOf(s_leftOut);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Partner(string name) => (await ChannelCompliance.RunAsync(name, WeChatPayFixture.OpenPartnerAsync)).Should().BeSubsetOf(s_leftOut);
}
