namespace Router.Rules.Explain;

/// What became of a rule in one decision.
public enum RuleFate
{
    /// It decided.
    Won,

    /// It matches too, and stands behind the one that decided.
    Behind,

    /// A condition fails.
    Failed,

    /// The file's "currencies" leave the payment to the default; no rule is asked.
    Gated,

    /// Switched off in the file.
    Disabled,
}
