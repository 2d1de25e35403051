namespace Router.Rules;

/// One operator of a condition.
public sealed record OperatorDescription(string Name, string Meaning, bool IsOrder = false, bool IsOfText = false);
