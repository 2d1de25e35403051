namespace Router.Rules;

/// What a BIN tells of a card.
public sealed record CardInfo(string? CardBank, string? CardType);
