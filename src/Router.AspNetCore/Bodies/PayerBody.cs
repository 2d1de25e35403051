namespace Router.AspNetCore.Bodies;

internal sealed record PayerBody(string? Id, string? ChannelUserId, string? IpAddress, string? UserAgent);
