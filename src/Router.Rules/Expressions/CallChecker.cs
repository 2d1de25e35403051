using Router.Rules.Conditions;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// Checks a function and its arguments.
internal sealed class CallChecker(Checker checker, LiteralBinder literals, ExpressionFindings findings)
{
    private static readonly string[] s_names = [.. FunctionTable.All.Select(f => f.Name)];

    public Node Check(Syntax.Call call)
    {
        if (FunctionTable.Find(call.Function) is not { } function)
        {
            findings.Error(
                DiagnosticIds.UnknownFunction, call.Start, $"There is no function \"{call.Function}\". Known: {string.Join(", ", s_names)}.",
                Suggest.Nearest(call.Function, s_names));
            foreach (var argument in call.Arguments) checker.Visit(argument);
            return Unknown(call);
        }

        checker.Spend(function.Cost);
        var fits = CheckCount(call, function);
        List<Node> arguments = [.. call.Arguments.Select(a => function.Form == FunctionForm.Exists ? checker.VisitForPresence(a) : checker.Visit(a))];
        TimeZoneInfo? zone = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            var type = function.Parameters[Math.Min(i, function.Parameters.Count - 1)].Type;
            if (type == ParameterType.Zone) zone = Zone(arguments[i]);
            else fits &= CheckArgument(arguments[i], type, function);
        }

        if (!fits || (function.Form == FunctionForm.Clock && zone is null)) return Unknown(call);
        if (zone is not null) arguments.RemoveAt(arguments.Count - 1);
        var node = new Node.Call(call.Start, call.End, function.Result, function, arguments, zone);
        return function.Form is FunctionForm.If or FunctionForm.Coalesce ? Unite(node) : node;
    }

    private static Node.Constant Unknown(Syntax at) => new(at.Start, at.End, ExpressionType.Unknown, default);

    private bool CheckCount(Syntax.Call call, ExpressionFunction function)
    {
        var count = call.Arguments.Count;
        if (count >= function.Required && count <= function.MaxArguments) return true;
        var wanted = function.Required == function.MaxArguments ? $"{function.Required}" : $"{function.Required} to {function.MaxArguments}";
        findings.Error(
            DiagnosticIds.UnknownFunction, call.Start,
            $"{function.Name} takes {wanted} argument{(wanted == "1" ? "" : "s")}, and {count} {(count == 1 ? "is" : "are")} given. Write {function.Signature}.");
        return false;
    }

    private bool CheckArgument(Node argument, ParameterType wanted, ExpressionFunction function)
    {
        var type = argument.Type;
        if (type == ExpressionType.Unknown) return true;
        var fits = wanted switch
        {
            ParameterType.Condition => type is ExpressionType.Boolean or ExpressionType.Any,
            ParameterType.Integer => type is ExpressionType.Integer or ExpressionType.Any,
            ParameterType.Text => type is ExpressionType.Text or ExpressionType.Any,
            ParameterType.TextOrInteger => type is ExpressionType.Text or ExpressionType.Integer or ExpressionType.Any,
            ParameterType.TextOrTags => type is ExpressionType.Text or ExpressionType.Tags or ExpressionType.Any,
            ParameterType.Instant => type == ExpressionType.Instant,
            ParameterType.Value => type is not (ExpressionType.List or ExpressionType.Tags),
            _ => type != ExpressionType.List,
        };
        if (fits) return true;
        findings.Error(
            DiagnosticIds.ExpressionType, argument.Start, $"{function.Signature} takes {Words(wanted)} here, and there stands {TypeWords.Of(type)}.");
        return false;
    }

    private static string Words(ParameterType type) => type switch
    {
        ParameterType.Condition => "a condition",
        ParameterType.Integer => "an integer",
        ParameterType.Text => "a text",
        ParameterType.TextOrInteger => "a text or an integer",
        ParameterType.TextOrTags => "a text or tags",
        ParameterType.Instant => "a time",
        ParameterType.Zone => "the name of a zone in quotes",
        _ => "one value",
    };

    private TimeZoneInfo? Zone(Node argument)
    {
        if (argument is not Node.Constant { Type: ExpressionType.Text, Value.Text: { } id })
        {
            if (argument.Type != ExpressionType.Unknown)
                findings.Error(DiagnosticIds.ExpressionType, argument.Start, "A zone is an IANA name in quotes, such as 'Asia/Shanghai' or 'UTC'.");
            return null;
        }

        // "Local" would mean another clock on every machine.
        if (id != "Local" && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return zone;
        var known = TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Order(StringComparer.Ordinal);
        findings.Error(
            DiagnosticIds.BadWindow, argument.Start, $"There is no time zone \"{id}\". Write an IANA name, such as 'Asia/Shanghai' or 'UTC'.",
            Suggest.Nearest(id, known));
        return null;
    }

    // If and coalesce have the one type of their values; a constant takes the form of the fact beside it.
    private Node Unite(Node.Call call)
    {
        if (Terms.FactOf(call) is { } field) call = Terms.BindBranches(call, field, literals);
        var type = ExpressionType.Unknown;
        foreach (var branch in Terms.Branches(call))
        {
            if (branch.Type == ExpressionType.Unknown) return new Node.Constant(call.Start, call.End, ExpressionType.Unknown, default);
            if (type == ExpressionType.Unknown || branch.Type == type) type = branch.Type;
            else if (branch.Type == ExpressionType.Any || type == ExpressionType.Any) type = ExpressionType.Any;
            else
            {
                findings.Error(
                    DiagnosticIds.ExpressionType, branch.Start,
                    $"The values of {call.Function.Name} have one type; here stands {TypeWords.Of(branch.Type)} beside {TypeWords.Of(type)}.");
                return new Node.Constant(call.Start, call.End, ExpressionType.Unknown, default);
            }
        }

        return call with { Type = type };
    }
}
