using Router.Rules.Conditions;

namespace Router.Rules.Expressions;

/// Makes delegates of a checked expression. Conditions and integers have delegates of their own, so that neither is wrapped into a value
/// on the way; only lower and upper allocate when asked.
internal static class Compiler
{
    internal delegate Truth Condition(FactSource facts);

    internal delegate bool Integer(FactSource facts, out long value);

    internal delegate FactValue Value(FactSource facts);

    public static Condition CompileCondition(Node node)
    {
        switch (node)
        {
            case Node.Not not:
                var inner = CompileCondition(not.Operand);
                return facts => Operations.Not(inner(facts));
            case Node.Logic { Operator: Operator.And } and:
                return Chain([.. and.Parts.Select(CompileCondition)], Truth.False, Truth.True);
            case Node.Logic or:
                return Chain([.. or.Parts.Select(CompileCondition)], Truth.True, Truth.False);
            case Node.Comparison comparison:
                return Comparison(comparison);
            case Node.Membership { Left: Node.Fact { Field: { MetadataKey: null, Slot: var slot } }, Members: var members, Negated: var negated }:
                return facts => Operations.IsMember(in facts[slot], members, negated);
            case Node.Membership membership:
                var (list, none, left) = (membership.Members, membership.Negated, CompileValue(membership.Left));
                return facts => Operations.IsMember(left(facts), list, none);
            case Node.Call { Function.Form: FunctionForm.If } choice:
                var (asked, then, otherwise) =
                    (CompileCondition(choice.Arguments[0]), CompileCondition(choice.Arguments[1]), CompileCondition(choice.Arguments[2]));
                return facts => asked(facts) == Truth.True ? then(facts) : otherwise(facts);
            case Node.Call { Function.Form: FunctionForm.Exists } exists:
                var present = CompileValue(exists.Arguments[0]);
                return facts => Operations.ToTruth(!present(facts).IsAbsent);
            default:
                var value = CompileValue(node);
                return facts => Operations.ToTruth(value(facts));
        }
    }

    public static Value CompileValue(Node node)
    {
        switch (node)
        {
            case Node.Constant { Value: var constant }:
                return _ => constant;
            case Node.Fact { Field: { MetadataKey: { } key } }:
                return facts => facts.Metadata(key);
            case Node.Fact { Field.Slot: var slot }:
                return facts => facts[slot];
            case Node.Arithmetic or Node.Negation:
                var number = CompileInteger(node);
                return facts => number(facts, out var value) ? FactValue.OfInteger(value) : default;
            case Node.Call { Function.Form: FunctionForm.Plain or FunctionForm.Clock or FunctionForm.Coalesce } call:
                return CallCompiler.Compile(call);
            case Node.Call { Function.Form: FunctionForm.If } choice:
                var (asked, then, otherwise) =
                    (CompileCondition(choice.Arguments[0]), CompileValue(choice.Arguments[1]), CompileValue(choice.Arguments[2]));
                return facts => asked(facts) == Truth.True ? then(facts) : otherwise(facts);
            default:
                var condition = CompileCondition(node);
                return facts => Operations.ToValue(condition(facts));
        }
    }

    public static Integer CompileInteger(Node node)
    {
        switch (node)
        {
            case Node.Constant { Value: { Kind: FactKind.Integer, Number: var constant } }:
                return (FactSource _, out long value) =>
                {
                    value = constant;
                    return true;
                };
            case Node.Fact { Field: { MetadataKey: null, Slot: var slot } }:
                return (FactSource facts, out long value) =>
                {
                    ref readonly var fact = ref facts[slot];
                    value = fact.Number;
                    return fact.Kind == FactKind.Integer;
                };
            case Node.Arithmetic arithmetic:
                var (op, left, right) = (arithmetic.Operator, CompileInteger(arithmetic.Left), CompileInteger(arithmetic.Right));
                return (FactSource facts, out long value) =>
                {
                    value = 0;
                    return left(facts, out var a) && right(facts, out var b) && Operations.TryArithmetic(op, a, b, out value);
                };
            case Node.Negation negation:
                var operand = CompileInteger(negation.Operand);
                return (FactSource facts, out long value) => operand(facts, out value) && Operations.TryArithmetic(Operator.Subtract, 0, value, out value);
            default:
                var whole = CompileValue(node);
                return (FactSource facts, out long value) =>
                {
                    var result = whole(facts);
                    value = result.Number;
                    return result.Kind == FactKind.Integer;
                };
        }
    }

    // Decided by the first part that says so, whatever is absent beside it.
    private static Condition Chain(Condition[] parts, Truth decides, Truth otherwise) => facts =>
    {
        var result = otherwise;
        foreach (var part in parts)
        {
            var truth = part(facts);
            if (truth == decides) return decides;
            if (truth == Truth.Absent) result = Truth.Absent;
        }

        return result;
    };

    private static Condition Comparison(Node.Comparison node)
    {
        var op = node.Operator;
        if (node.Left.Type == ExpressionType.Integer && node.Right.Type == ExpressionType.Integer)
        {
            var (a, b) = (CompileInteger(node.Left), CompileInteger(node.Right));
            return facts => a(facts, out var x) && b(facts, out var y) ? Operations.ToTruth(Operations.Holds(op, x.CompareTo(y))) : Truth.Absent;
        }

        var (left, right, ofBins) = (CompileValue(node.Left), CompileValue(node.Right), node.OfBins);
        return facts => Operations.Compare(op, left(facts), right(facts), ofBins);
    }
}
