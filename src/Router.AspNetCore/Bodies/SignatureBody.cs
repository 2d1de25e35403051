namespace Router.AspNetCore.Bodies;

/// <summary>A message whose signature an operator wants to see made.</summary>
/// <param name="Method">GET or POST; default POST.</param>
/// <param name="Target">Path and query; default "/".</param>
/// <param name="Body">The exact body; default empty.</param>
/// <param name="Time">The time that is signed; default now.</param>
/// <param name="Nonce">The nonce that is signed; default thirty-two zeros.</param>
internal sealed record SignatureBody(string? Method, string? Target, string? Body, DateTimeOffset? Time, string? Nonce);
