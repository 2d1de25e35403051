namespace Router.Rules.Expressions;

/// Checks the two sides of a comparison against each other.
internal sealed class ComparisonChecker(string source, LiteralBinder literals, ExpressionFindings findings)
{
    public Node Check(Syntax.Binary written, Node left, Node right)
    {
        foreach (var side in new[] { left, right })
        {
            if (side.Type != ExpressionType.List) continue;
            findings.Error(DiagnosticIds.ExpressionType, side.Start, "A list stands only behind \"in\" and \"not in\".");
            return Unknown(written);
        }

        // A constant takes the form of the other side, so constants come second.
        if ((left is not Node.Constant || right is Node.Constant) && Terms.FieldFor(left, source) is { } ofLeft) right = Terms.Rebind(right, ofLeft, literals);
        if (right is not Node.Constant && Terms.FieldFor(right, source) is { } ofRight) left = Terms.Rebind(left, ofRight, literals);
        if (left.Type == ExpressionType.Unknown || right.Type == ExpressionType.Unknown) return Unknown(written);
        var ofBins = (Terms.FactOf(left) ?? Terms.FactOf(right))?.Type == Loading.FieldType.CardBin && Terms.IsOfBins(left) && Terms.IsOfBins(right);
        var fits = written.Operator is Operator.Equal or Operator.NotEqual ? CanBeSame(left.Type, right.Type) : ofBins || CanBeOrdered(left.Type, right.Type);
        if (fits) return new Node.Comparison(written.Start, written.End, written.Operator, left, right, ofBins);
        var sides = $"here stand {TypeWords.Of(left.Type)} and {TypeWords.Of(right.Type)}";
        findings.Error(
            DiagnosticIds.ExpressionType, written.OperatorStart,
            written.Operator is Operator.Equal or Operator.NotEqual
                ? left.Type == ExpressionType.Tags ? "\"tags\" is compared with one text, or asked by \"in\" with a list." : $"Values of different types are never equal; {sides}."
                : $"Order is asked of two integers, two times, or cardBin and a BIN; {sides}.");
        return Unknown(written);
    }

    private static Node.Constant Unknown(Syntax at) => new(at.Start, at.End, ExpressionType.Unknown, default);

    private static bool CanBeSame(ExpressionType left, ExpressionType right) =>
        left == ExpressionType.Any || right == ExpressionType.Any
        || (left == right ? left != ExpressionType.Tags : left is ExpressionType.Tags or ExpressionType.Text && right is ExpressionType.Tags or ExpressionType.Text);

    private static bool CanBeOrdered(ExpressionType left, ExpressionType right) =>
        (left, right) is (ExpressionType.Instant, ExpressionType.Instant)
        || (left is ExpressionType.Integer or ExpressionType.Any && right is ExpressionType.Integer or ExpressionType.Any);
}
