using Router.Rules.Conditions;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// A checked part of an expression. Start and End count characters of the source; End is the first one behind. Parentheses belong to what
/// they hold.
internal abstract record Node(int Start, int End, ExpressionType Type)
{
    /// In the order written, but for what names a zone and for the members of a list.
    public virtual IReadOnlyList<Node> Children => [];

    internal sealed record Constant(int Start, int End, ExpressionType Type, FactValue Value) : Node(Start, End, Type);

    internal sealed record Fact(int Start, int End, ExpressionType Type, Field Field) : Node(Start, End, Type);

    internal sealed record Not(int Start, int End, Node Operand) : Node(Start, End, ExpressionType.Boolean)
    {
        public override IReadOnlyList<Node> Children => [Operand];
    }

    /// And, or.
    internal sealed record Logic(int Start, int End, Operator Operator, IReadOnlyList<Node> Parts) : Node(Start, End, ExpressionType.Boolean)
    {
        public override IReadOnlyList<Node> Children => Parts;
    }

    /// Equal to GreaterOrEqual. OfBins: digits are compared from the left.
    internal sealed record Comparison(int Start, int End, Operator Operator, Node Left, Node Right, bool OfBins)
        : Node(Start, End, ExpressionType.Boolean)
    {
        public override IReadOnlyList<Node> Children => [Left, Right];
    }

    /// A value in a list of constants.
    internal sealed record Membership(int Start, int End, Node Left, MemberTest Members, bool Negated) : Node(Start, End, ExpressionType.Boolean)
    {
        public override IReadOnlyList<Node> Children => [Left];
    }

    internal sealed record Arithmetic(int Start, int End, Operator Operator, Node Left, Node Right) : Node(Start, End, ExpressionType.Integer)
    {
        public override IReadOnlyList<Node> Children => [Left, Right];
    }

    internal sealed record Negation(int Start, int End, Node Operand) : Node(Start, End, ExpressionType.Integer)
    {
        public override IReadOnlyList<Node> Children => [Operand];
    }

    /// Zone is given for the functions that read a clock; the argument that names it is left out.
    internal sealed record Call(int Start, int End, ExpressionType Type, ExpressionFunction Function, IReadOnlyList<Node> Arguments, TimeZoneInfo? Zone)
        : Node(Start, End, Type)
    {
        public override IReadOnlyList<Node> Children => Arguments;
    }
}
