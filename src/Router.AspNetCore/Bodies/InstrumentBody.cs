namespace Router.AspNetCore.Bodies;

internal sealed record InstrumentBody(string? CardBank, string? CardType, string? CardBin, string? Token);
