namespace Router.Core.WhatIf;

/// <summary>One route of the plan.</summary>
/// <param name="RuleId">The rule; null: the default.</param>
/// <param name="Text">What it says, and where the plan goes from there.</param>
public sealed record WalkStep(string? RuleId, string Text);
