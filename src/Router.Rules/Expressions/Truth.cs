namespace Router.Rules.Expressions;

/// What a condition says. As the whole of an expression, and as the first argument of if, absent counts as false.
internal enum Truth : byte
{
    Absent,
    False,
    True,
}
