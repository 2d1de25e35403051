namespace Router.Rules.Expressions;

/// How the arguments of a function become its value.
internal enum FunctionForm
{
    /// By its body; one absent argument makes it absent.
    Plain,

    /// By its clock, from the time of day in a zone.
    Clock,
    If,
    Coalesce,
    Exists,
}
