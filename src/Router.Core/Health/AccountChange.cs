namespace Router.Core.Health;

/// <summary>What an operator's order did.</summary>
/// <param name="IsChange">False where all stood already as it was ordered.</param>
/// <param name="Before">What stood on the account before, in words.</param>
/// <param name="After">What stands now.</param>
public readonly record struct AccountChange(bool IsChange, string Before, string After);
