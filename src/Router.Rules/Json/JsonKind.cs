namespace Router.Rules.Json;

internal enum JsonKind : byte
{
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}
