using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Stripe.Settings;

/// <summary>What one account works with. Holds the secrets: never logged, never printed.</summary>
internal sealed class StripeSettings
{
    public const string OfficialBase = "https://api.stripe.com";

    public required string SecretKey { get; init; }

    /// <summary>The endpoint's signing secret first, then the one that is on its way out.</summary>
    public required IReadOnlyList<string> WebhookSecrets { get; init; }

    public required string? PublishableKey { get; init; }

    public required Uri ApiBase { get; init; }

    public required string MerchantId { get; init; }

    /// <summary>The connected account that calls are made for (Connect); null for our own.</summary>
    public required string? ConnectedAccount { get; init; }

    public required bool IsProduction { get; init; }

    /// <exception cref="ChannelConfigurationException">Everything that is wrong, joined.</exception>
    public static StripeSettings Read(ChannelAccount account, IChannelHost host)
    {
        var problems = new List<string>();
        var secretKey = SecretOf(account, host, "secretKey", problems);
        var webhook = SecretOf(account, host, "webhookSecret", problems);
        var previous = Has(account, "webhookSecretPrevious") ? SecretOf(account, host, "webhookSecretPrevious", problems) : null;
        if (secretKey is not null) KeyRules.CheckSecretKey(secretKey, account.IsProduction, problems);
        if (webhook is not null) KeyRules.CheckWebhookSecret(webhook, "webhookSecret", problems);
        if (previous is not null) KeyRules.CheckWebhookSecret(previous, "webhookSecretPrevious", problems);
        var publishable = TextOf(account, "publishableKey");
        if (publishable is not null) KeyRules.CheckPublishableKey(publishable, account.IsProduction, problems);
        var apiBase = ReadBase(TextOf(account, "apiBase"), account.IsProduction, problems);
        var connected = account.Mode == AccountMode.SubMerchant ? account.MerchantId : null;
        if (connected is not null && !KeyRules.IsAccountId(connected))
            problems.Add("merchantId of a sub-merchant must be the connected account's id, which begins with acct_; copy it from the Connect page of the dashboard.");
        if (problems.Count > 0) throw new ChannelConfigurationException($"Account {account.Id}: {string.Join(" ", problems)}");
        return new()
        {
            SecretKey = secretKey!,
            WebhookSecrets = previous is null ? [webhook!] : [webhook!, previous],
            PublishableKey = publishable,
            ApiBase = apiBase!,
            MerchantId = account.MerchantId,
            ConnectedAccount = connected,
            IsProduction = account.IsProduction,
        };
    }

    private static Uri? ReadBase(string? text, bool isProduction, List<string> problems)
    {
        text ??= OfficialBase;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.PathAndQuery != "/" || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            problems.Add($"apiBase is not an address of a host such as {OfficialBase}; write scheme and host only.");
            return null;
        }

        if (isProduction && (address.Scheme != "https" || address.Host != "api.stripe.com" || !address.IsDefaultPort))
            problems.Add($"apiBase must be {OfficialBase} for a production account; leave it out.");
        else if (address.Scheme == "http" && !address.IsLoopback)
            problems.Add("apiBase may be plain http only to a loopback address; write https.");
        return address;
    }

    private static string? SecretOf(ChannelAccount account, IChannelHost host, string setting, List<string> problems)
    {
        if (TextOf(account, setting) is not { } name)
        {
            problems.Add($"{setting} is missing; write the name of a secret.");
            return null;
        }

        try
        {
            return host.GetSecret(name).Trim();
        }
        catch (KeyNotFoundException missing)
        {
            problems.Add($"{setting}: {missing.Message}");
            return null;
        }
    }

    private static bool Has(ChannelAccount account, string setting) => TextOf(account, setting) is not null;

    private static string? TextOf(ChannelAccount account, string setting) =>
        account.Settings.ValueKind == JsonValueKind.Object && account.Settings.TryGetProperty(setting, out var value)
        && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
