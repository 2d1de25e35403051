namespace Router.AspNetCore.Bodies;

/// <summary>What an operator says when he drains, disables or lifts either.</summary>
internal sealed record OrderBody(string? Reason);
