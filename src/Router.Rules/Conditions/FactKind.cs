namespace Router.Rules.Conditions;

internal enum FactKind : byte
{
    Absent,
    Text,
    Integer,
    Boolean,
    Instant,
    Texts,
}
