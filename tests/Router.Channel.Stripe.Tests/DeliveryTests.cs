using System.Net;
using Router.Abstractions;
using Router.Channel.Stripe.Tests.Bench;
using Router.ChannelSimulators.Stripe;

namespace Router.Channel.Stripe.Tests;

public class DeliveryTests
{
    [Fact]
    public async Task The_simulator_sends_events_by_itself_when_it_is_told_to()
    {
        await using var shop = await Shop.OpenAsync();
        using var endpoint = new HttpListener();
        var address = Listen(endpoint);
        shop.Stripe.Register(new(Shop.Merchant, shop.Fixture.Account.Secrets["stripe-main-key"], shop.Fixture.Account.Secrets["stripe-main-webhook"])
        {
            WebhookUrl = address,
            RolledWebhookSecret = "whsec_the_next_one_the_next_one",
        });
        shop.Stripe.DeliverNotifications = true;

        await shop.PayAsync(shop.Begin("card.direct", "pm_card_visa"));
        var arrived = await endpoint.GetContextAsync();
        using var body = new MemoryStream();
        await arrived.Request.InputStream.CopyToAsync(body);
        arrived.Response.Close();

        var headers = arrived.Request.Headers.AllKeys.ToDictionary(name => name!.ToLowerInvariant(), name => arrived.Request.Headers[name]!);
        var told = await shop.Channel.ParseNotificationAsync(new(body.ToArray(), headers, ""), default);
        (told.Verdict, told.Events.Single().Attempt!.Status).Should().Be((NotificationVerdict.Verified, AttemptStatus.Paid));
    }

    // A free port may be taken by somebody else between the two: then another.
    private static Uri Listen(HttpListener endpoint)
    {
        for (var port = 43_117; ; port++)
        {
            endpoint.Prefixes.Clear();
            endpoint.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                endpoint.Start();
                return new($"http://127.0.0.1:{port}/notify/stripe/stripe-main");
            }
            catch (HttpListenerException) when (port < 43_217)
            {
            }
        }
    }
}
