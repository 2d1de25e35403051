namespace Router.Core.Cases;

/// <summary>Who asks.</summary>
/// <param name="Name">As it is written down.</param>
/// <param name="IsPerson">False for the shared key, which names nobody.</param>
public sealed record Operator(string Name, bool IsPerson);
