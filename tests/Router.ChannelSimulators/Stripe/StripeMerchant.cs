namespace Router.ChannelSimulators.Stripe;

/// <summary>A merchant as the provider knows him.</summary>
/// <param name="AccountId">acct_….</param>
/// <param name="SecretKey">The API key that calls carry.</param>
/// <param name="WebhookSecret">What his endpoint's events are signed with.</param>
public sealed record StripeMerchant(string AccountId, string SecretKey, string WebhookSecret)
{
    /// <summary>A second signing secret while the first is rolled: events then carry two v1 signatures.</summary>
    public string? RolledWebhookSecret { get; init; }

    /// <summary>The platform that acts for him; null for his own account. Calls then carry Stripe-Account and events name the account.</summary>
    public string? Platform { get; init; }

    /// <summary>Where his events go.</summary>
    public Uri? WebhookUrl { get; init; }
}
