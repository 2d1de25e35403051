using System.Security.Cryptography.X509Certificates;

namespace Router.Channel.PayPal.Settings;

/// <summary>An account's settings, checked and complete.</summary>
internal sealed record PayPalSettings
{
    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    /// <summary>Without a trailing slash.</summary>
    public required Uri ApiBase { get; init; }

    public required IReadOnlyList<string> WebhookIds { get; init; }

    public required bool VerifiesOnline { get; init; }

    public required TimeSpan WebhookWindow { get; init; }

    /// <summary>Null: the system's roots.</summary>
    public required X509Certificate2Collection? WebhookRoots { get; init; }

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"settings of PayPal's app {ClientId}";
}
