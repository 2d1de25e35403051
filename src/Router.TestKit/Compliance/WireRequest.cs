namespace Router.TestKit.Compliance;

/// <summary>A request as it reached the provider.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Target">Path and query, percent-encoded as sent.</param>
/// <param name="Headers">Names lower case, several values joined by ", ".</param>
/// <param name="Body">The exact bytes.</param>
public sealed record WireRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body);
