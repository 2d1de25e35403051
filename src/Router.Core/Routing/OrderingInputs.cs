namespace Router.Core.Routing;

/// <summary>What an order of candidates may depend on beside the candidates.</summary>
/// <param name="RuleId">The rule whose route it is; null: the default.</param>
/// <param name="StickKey">What payments that stay together have in common: a payer, a card or an order.</param>
/// <param name="Draw">Seeded.</param>
public readonly record struct OrderingInputs(string? RuleId, string StickKey, SeededDraw Draw);
