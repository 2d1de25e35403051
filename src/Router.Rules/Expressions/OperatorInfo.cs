namespace Router.Rules.Expressions;

/// One line of the operators' table. The higher the precedence, the tighter it binds.
internal sealed record OperatorInfo(
    Operator Operator, string[] Spellings, int Precedence, string Operands, string Meaning, string Example, bool IsPrefix = false);
