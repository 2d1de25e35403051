using Router.Abstractions;

namespace Router.AspNetCore.Views;

/// <summary>A certificate or key and when it ends.</summary>
internal sealed record CredentialView(string Name, DateTimeOffset ExpiresAt, string Renewal)
{
    public static CredentialView Of(Credential credential) => new(credential.Name, credential.ExpiresAt, credential.Renewal);
}
