namespace Router.Core.WhatIf;

/// <summary>Changes that, taken together, bring the account to the front.</summary>
/// <param name="Changes">One or two.</param>
/// <param name="IsFirst">True: first for this very seed. False: it can be drawn.</param>
/// <param name="Share">How often it would be the first then, over all seeds.</param>
public sealed record Proposal(IReadOnlyList<Change> Changes, bool IsFirst, double Share)
{
    public string Text => string.Join(", and ", Changes.Select(c => c.Text));
}
