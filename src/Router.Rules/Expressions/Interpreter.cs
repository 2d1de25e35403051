using Router.Rules.Conditions;

namespace Router.Rules.Expressions;

/// Works out every part of a checked expression, also those that the compiled form passes over, for explanations.
internal sealed class Interpreter(string source, FactSource facts)
{
    public ExpressionTrace Trace(Node node)
    {
        var children = node.Children;
        List<ExpressionTrace> parts = [.. children.Select(Trace)];
        FactValue[] values = [.. parts.Select(p => p.Value)];
        return new(
            node.Start, node.End, source[node.Start..node.End], ValueOf(node, values),
            [.. parts.Where((_, index) => children[index] is not Node.Constant)]);
    }

    private FactValue ValueOf(Node node, FactValue[] values) => node switch
    {
        Node.Constant constant => constant.Value,
        Node.Fact { Field.MetadataKey: { } key } => facts.Metadata(key),
        Node.Fact fact => facts[fact.Field.Slot],
        Node.Not => Operations.ToValue(Operations.Not(Operations.ToTruth(values[0]))),
        Node.Logic logic => Operations.ToValue(Logic(logic.Operator, values)),
        Node.Comparison comparison => Operations.ToValue(Operations.Compare(comparison.Operator, values[0], values[1], comparison.OfBins)),
        Node.Membership membership => Operations.ToValue(Operations.IsMember(values[0], membership.Members, membership.Negated)),
        Node.Arithmetic arithmetic => Arithmetic(arithmetic.Operator, values[0], values[1]),
        Node.Negation => Arithmetic(Operator.Subtract, FactValue.OfInteger(0), values[0]),
        Node.Call call => Call(call, values),
        _ => default,
    };

    private static Truth Logic(Operator op, FactValue[] values)
    {
        var decides = op == Operator.And ? Truth.False : Truth.True;
        Truth[] truths = [.. values.Select(v => Operations.ToTruth(v))];
        if (truths.Contains(decides)) return decides;
        return truths.Contains(Truth.Absent) ? Truth.Absent : Operations.Not(decides);
    }

    private static FactValue Arithmetic(Operator op, in FactValue left, in FactValue right) =>
        left.Kind == FactKind.Integer && right.Kind == FactKind.Integer && Operations.TryArithmetic(op, left.Number, right.Number, out var result)
            ? FactValue.OfInteger(result)
            : default;

    private static FactValue Call(Node.Call call, FactValue[] values)
    {
        switch (call.Function.Form)
        {
            case FunctionForm.If:
                return Operations.ToTruth(values[0]) == Truth.True ? values[1] : values[2];
            case FunctionForm.Coalesce:
                return Array.Find(values, v => !v.IsAbsent);
            case FunctionForm.Exists:
                return FactValue.OfBoolean(!values[0].IsAbsent);
            case FunctionForm.Clock:
                return CallCompiler.AtClock(values[0], call.Function.Clock!, call.Zone!);
            default:
                if (Array.Exists(values, v => v.IsAbsent)) return default;
                return call.Function.Body!(values[0], values.ElementAtOrDefault(1), values.ElementAtOrDefault(2));
        }
    }
}
