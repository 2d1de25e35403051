using Router.Abstractions;

namespace Router.TestKit.Compliance;

/// <summary>An account of the fixture with its secrets.</summary>
/// <param name="Account">The account; its settings name the simulator's address.</param>
/// <param name="Secrets">The values of the secrets that the settings name. None may ever be seen in a log, a state or a fault.</param>
public sealed record FixtureAccount(ChannelAccount Account, IReadOnlyDictionary<string, string> Secrets);
