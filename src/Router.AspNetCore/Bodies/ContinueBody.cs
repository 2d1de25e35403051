namespace Router.AspNetCore.Bodies;

internal sealed record ContinueBody(string? Code);
