using System.Text.Json.Nodes;

namespace Router.Host.Tests.Api;

public sealed class NotifyApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/v1/notify/simulator/nobody")]
    [InlineData("/v1/notify/nochannel/fast")]
    public async Task A_notification_for_nobody_is_refused(string path) => (await host.PostAsync(path, "{}")).ShouldBeProblem(404, "280203");

    [Fact]
    public async Task A_forged_notification_changes_nothing()
    {
        var made = await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("never"))));

        var refused = await host.PostAsync("/v1/notify/simulator/never", $$"""{ "type": "payment.paid", "attempt": "{{made["attempt"]}}" }""");

        ((int)refused.Status).Should().BeGreaterThanOrEqualTo(400);
        (await host.GetAsync($"/v1/payments/{made["paymentId"]}"))["state"].Should().Be("paying");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused() =>
        (await host.PostAsync("/v1/notify/simulator/fast", new string('x', (256 * 1024) + 1))).ShouldBeProblem(413, "280004");

    [Fact]
    public async Task A_signed_notification_is_acknowledged_in_the_channels_words()
    {
        var made = await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("fast"))));

        var paid = await host.GetAsync($"/v1/payments/{made["paymentId"]}", "wait=10");

        paid["state"].Should().Be("succeeded", "the simulator's own notification reached the door: nobody asked the channel");
    }
}
