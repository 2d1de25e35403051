namespace Router.Rules.Loading;

/// What a field holds, as far as it matters for what may be written about it.
internal enum FieldType
{
    Text,
    Method,
    CardBin,
    Integer,
    Boolean,
    Instant,

    /// 0 to 1, kept in millionths.
    Share,

    /// Typed by the payment: metadata without a registry.
    Any,
}
