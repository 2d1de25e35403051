namespace Router.Rules.Expressions;

/// What the type checker knows of a value.
internal enum ExpressionType
{
    /// A mistake stands here and has been told; nothing more is said about it.
    Unknown,
    Boolean,
    Integer,
    Text,
    Instant,

    /// The fact tags.
    Tags,

    /// [1, 2] or @name.
    List,

    /// Metadata without a registry: the payment says.
    Any,
}
