namespace Router.Rules.Explain;

public enum ExplainedKind
{
    /// One fact, held against what the rule asks of it.
    Fact,

    /// activeFrom and activeTo, or a window.
    Schedule,

    All,
    Any,
    Not,

    /// An expression or a part of one; Actual is its value.
    Expression,
}
