using Router.Rules.Conditions;

namespace Router.Rules.Expressions;

/// An expression as it is written. Start and End count characters of the source; End is the first one behind.
internal abstract record Syntax(int Start, int End, int Depth)
{
    internal sealed record Literal(int Start, int End, FactValue Value) : Syntax(Start, End, 1);

    internal sealed record Name(int Start, int End, string Text) : Syntax(Start, End, 1);

    internal sealed record NamedList(int Start, int End, string ListName) : Syntax(Start, End, 1);

    internal sealed record List(int Start, int End, IReadOnlyList<Literal> Members) : Syntax(Start, End, 1);

    /// Not, and the minus.
    internal sealed record Prefix(int Start, Operator Operator, Syntax Operand) : Syntax(Start, Operand.End, Operand.Depth + 1);

    /// And, or: of two or more parts, so that a long chain is not deep.
    internal sealed record Logic(Operator Operator, IReadOnlyList<Syntax> Parts)
        : Syntax(Parts[0].Start, Parts[^1].End, Parts.Max(p => p.Depth) + 1);

    internal sealed record Binary(Operator Operator, int OperatorStart, Syntax Left, Syntax Right)
        : Syntax(Left.Start, Right.End, Math.Max(Left.Depth, Right.Depth) + 1);

    internal sealed record Call(int Start, int End, string Function, IReadOnlyList<Syntax> Arguments)
        : Syntax(Start, End, Arguments.Select(a => a.Depth).DefaultIfEmpty(0).Max() + 1);
}
