using Router.Abstractions;

namespace Router.ChannelSimulators.PayPal;

/// <summary>Posts an event; one try, for a demonstration.</summary>
internal static class PayPalCourier
{
    public static async Task DeliverAsync(Uri url, InboundNotification notification)
    {
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(notification.Body.ToArray()) };
        foreach (var (name, value) in notification.Headers)
        {
            if (name == "content-type") message.Content.Headers.TryAddWithoutValidation(name, value);
            else message.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await http.SendAsync(message);
        }
        catch (HttpRequestException)
        {
            // Nobody listens; PayPal would try again.
        }
    }
}
