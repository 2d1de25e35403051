namespace Router.Abstractions;

/// <summary>Optional role of an <see cref="IChannel"/>: says until when its certificates and keys are good, so that the host can warn.</summary>
public interface ICredentials
{
    /// <summary>What the account works with and knows an end of: its own certificates and the provider's. Reads memory only.</summary>
    IReadOnlyList<Credential> Credentials { get; }
}

/// <summary>A certificate or key that ends.</summary>
/// <param name="Name">For people: "merchant certificate", "platform certificate 5DEA10EF…".</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Renewal">What to do before that, in one sentence.</param>
public sealed record Credential(string Name, DateTimeOffset ExpiresAt, string Renewal);
