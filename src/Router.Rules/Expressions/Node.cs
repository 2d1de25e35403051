using Router.Rules.Conditions;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// A checked part of an expression. Start and End count characters of the source; End is the first one behind.
internal abstract record Node(int Start, int End, ExpressionType Type)
{
    internal sealed record Constant(int Start, int End, ExpressionType Type, FactValue Value) : Node(Start, End, Type);

    internal sealed record Fact(int Start, int End, ExpressionType Type, Field Field) : Node(Start, End, Type);

    internal sealed record Not(int Start, int End, Node Operand) : Node(Start, End, ExpressionType.Boolean);

    /// And, or.
    internal sealed record Logic(Operator Operator, IReadOnlyList<Node> Parts)
        : Node(Parts[0].Start, Parts[^1].End, ExpressionType.Boolean);

    /// Equal to GreaterOrEqual. OfBins: digits are compared from the left.
    internal sealed record Comparison(Operator Operator, Node Left, Node Right, bool OfBins)
        : Node(Math.Min(Left.Start, Right.Start), Math.Max(Left.End, Right.End), ExpressionType.Boolean);

    /// A value in a list of constants.
    internal sealed record Membership(int Start, int End, Node Left, MemberTest Members, bool Negated) : Node(Start, End, ExpressionType.Boolean);

    internal sealed record Arithmetic(Operator Operator, Node Left, Node Right) : Node(Left.Start, Right.End, ExpressionType.Integer);

    internal sealed record Negation(int Start, int End, Node Operand) : Node(Start, End, ExpressionType.Integer);

    /// Zone is given for the functions that read a clock; the argument that names it is left out.
    internal sealed record Call(int Start, int End, ExpressionType Type, ExpressionFunction Function, IReadOnlyList<Node> Arguments, TimeZoneInfo? Zone)
        : Node(Start, End, Type);
}
