namespace Router.Rules.Expressions;

/// What an argument of a function may be.
internal enum ParameterType
{
    /// One value of any type.
    Value,
    Condition,
    Integer,
    Text,
    TextOrInteger,
    TextOrTags,
    Instant,

    /// The name of a zone in quotes, known when the file is read.
    Zone,

    /// A fact, or anything else that can be absent.
    Anything,
}
