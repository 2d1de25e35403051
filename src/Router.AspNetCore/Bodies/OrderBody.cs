namespace Router.AspNetCore.Bodies;

/// <summary>What an operator says when he drains an account, or takes an order back.</summary>
internal sealed record OrderBody(string? Reason);
