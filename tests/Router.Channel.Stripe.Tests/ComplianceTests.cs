using Router.TestKit;

namespace Router.Channel.Stripe.Tests;

public class ComplianceTests
{
    public static TheoryData<string> Names => new(ChannelCompliance.Names);

    [Theory, MemberData(nameof(Names))]
    public Task It(string name) => ChannelCompliance.RunAsync(name, StripeFixture.OpenAsync);
}
