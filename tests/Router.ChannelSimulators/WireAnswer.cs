namespace Router.ChannelSimulators;

/// <summary>What a simulator answers over HTTP.</summary>
public sealed record WireAnswer(int Status, byte[] Body, string? ContentType = null, IReadOnlyDictionary<string, string>? Headers = null);
