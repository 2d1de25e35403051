namespace Router.ChannelSimulators.PayPal;

/// <summary>A business account with its REST app and its webhook, as PayPal's console would have them.</summary>
/// <param name="MerchantId">The payer id of the business account.</param>
/// <param name="ClientId">The app's client id.</param>
/// <param name="ClientSecret">The app's secret.</param>
/// <param name="WebhookId">The webhook's id.</param>
/// <param name="WebhookUrl">Where events are posted to, where that is wanted.</param>
public sealed record PayPalMerchant(string MerchantId, string ClientId, string ClientSecret, string WebhookId, Uri? WebhookUrl = null);
