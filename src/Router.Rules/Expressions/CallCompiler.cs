using Router.Rules.Conditions;

namespace Router.Rules.Expressions;

/// Makes delegates of the functions whose arguments are values.
internal static class CallCompiler
{
    public static Compiler.Value Compile(Node.Call call)
    {
        Compiler.Value[] arguments = [.. call.Arguments.Select(Compiler.CompileValue)];
        return call.Function.Form switch
        {
            FunctionForm.Clock => Clock(arguments[0], call.Function.Clock!, call.Zone!),
            FunctionForm.Coalesce => Coalesce(arguments),
            _ => Plain(arguments, call.Function.Body!),
        };
    }

    /// The clock of a zone at an instant.
    public static FactValue AtClock(in FactValue instant, Func<DateTime, FactValue> clock, TimeZoneInfo zone) =>
        instant.Kind == FactKind.Instant
            ? clock(TimeZoneInfo.ConvertTime(new DateTimeOffset(instant.Number, TimeSpan.Zero), zone).DateTime)
            : default;

    private static Compiler.Value Clock(Compiler.Value instant, Func<DateTime, FactValue> clock, TimeZoneInfo zone) =>
        facts => AtClock(instant(facts), clock, zone);

    private static Compiler.Value Coalesce(Compiler.Value[] arguments) => facts =>
    {
        foreach (var argument in arguments)
        {
            var value = argument(facts);
            if (!value.IsAbsent) return value;
        }

        return default;
    };

    private static Compiler.Value Plain(Compiler.Value[] arguments, ExpressionFunction.Apply body)
    {
        var first = arguments[0];
        if (arguments.Length == 1)
        {
            return facts =>
            {
                var a = first(facts);
                return a.IsAbsent ? default : body(a, default, default);
            };
        }

        var second = arguments[1];
        if (arguments.Length == 2)
        {
            return facts =>
            {
                var a = first(facts);
                if (a.IsAbsent) return default;
                var b = second(facts);
                return b.IsAbsent ? default : body(a, b, default);
            };
        }

        var third = arguments[2];
        return facts =>
        {
            var a = first(facts);
            if (a.IsAbsent) return default;
            var b = second(facts);
            if (b.IsAbsent) return default;
            var c = third(facts);
            return c.IsAbsent ? default : body(a, b, c);
        };
    }
}
