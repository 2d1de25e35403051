namespace Router.Rules.Expressions;

internal enum TokenKind
{
    End,
    Integer,
    Text,
    Name,
    ListName,
    Symbol,
}
