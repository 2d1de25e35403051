namespace Router.AspNetCore.Bodies;

internal sealed record AttemptBody(string? Method, IReadOnlyList<string>? Methods, string? AuthCode);
