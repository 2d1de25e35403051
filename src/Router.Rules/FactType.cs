namespace Router.Rules;

/// What kind of values a fact has.
public enum FactType
{
    Text,

    /// Several texts at once.
    Texts,

    /// brand.presentation.
    Method,

    /// 6 to 8 digits.
    CardBin,

    Integer,
    Instant,
}
