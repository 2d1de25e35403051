using Router.Rules.Conditions;

namespace Router.Rules.Expressions;

/// A part of an expression, what it was for one payment, and its own parts; constants are not listed.
internal sealed record ExpressionTrace(int Start, int End, string Source, FactValue Value, IReadOnlyList<ExpressionTrace> Parts)
{
    /// "absent" where there is no value.
    public string Shown => Value.IsAbsent ? "absent" : Value.ToString();
}
