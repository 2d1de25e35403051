using System.Numerics;

namespace Router.Rules.Tests.Expressions;

/// Random expressions that come with their meaning, said once more without any of the code under test: numbers without bounds, null for
/// absent. Parentheses stand only where the precedence of docs/expressions.md needs them.
internal sealed class NaiveExpressions(int seed)
{
    private readonly Random _random = new(seed);

    internal delegate object? Meaning(IReadOnlyDictionary<string, object> facts);

    public (string Text, Meaning Value) Next()
    {
        var piece = Condition(3);
        return (piece.Text, piece.Value);
    }

    public Dictionary<string, object> Facts()
    {
        var facts = new Dictionary<string, object>(StringComparer.Ordinal);
        if (Often()) facts["instalments"] = Number();
        if (Often()) facts["metadata.n"] = Number();
        if (Often()) facts["metadata.b"] = _random.Next(2) == 0;
        if (Often()) facts["metadata.t"] = Pick("a", "ab", "B");
        if (Often()) facts["payerSegment"] = Pick("a", "ab", "B");
        return facts;
    }

    private Piece Condition(int depth) => _random.Next(depth > 0 ? 9 : 2) switch
    {
        0 => Fact("metadata.b"),
        1 => _random.Next(2) == 0 ? Exists(depth) : Flag(_random.Next(2) == 0),
        2 => Logic(1, Pick("or", "||"), Condition(depth - 1), Condition(depth - 1), decides: true),
        3 => Logic(2, Pick("and", "&&"), Condition(depth - 1), Condition(depth - 1), decides: false),
        4 => Not(Condition(depth - 1)),
        5 => Compare(Number(depth - 1), Number(depth - 1)),
        6 => Compare(Text(depth - 1), Text(depth - 1), onlySame: true),
        7 => In(depth),
        _ => If(Condition(depth - 1), Condition(depth - 1), Condition(depth - 1)),
    };

    private Piece Number(int depth)
    {
        if (depth <= 0)
        {
            var number = Number();
            return _random.Next(2) == 0 ? Fact(Pick("instalments", "metadata.n")) : new($"{number}", number < 0 ? 7 : 8, _ => number);
        }

        return _random.Next(8) switch
        {
            0 => Arithmetic(5, "+", Number(depth - 1), Number(depth - 1), BigInteger.Add),
            1 => Arithmetic(5, "-", Number(depth - 1), Number(depth - 1), BigInteger.Subtract),
            2 => Arithmetic(6, "*", Number(depth - 1), Number(depth - 1), BigInteger.Multiply),
            3 => Arithmetic(6, "/", Number(depth - 1), Number(depth - 1), (a, b) => b.IsZero ? null : BigInteger.Divide(a, b)),
            4 => Arithmetic(6, "%", Number(depth - 1), Number(depth - 1), (a, b) => b.IsZero ? null : BigInteger.Remainder(a, b)),
            5 => Negative(Number(depth - 1)),
            6 => Coalesce(Number(depth - 1), Number(depth - 1)),
            _ => If(Condition(depth - 1), Number(depth - 1), Number(depth - 1)),
        };
    }

    private Piece Text(int depth)
    {
        var text = Pick("a", "ab", "B");
        return _random.Next(depth > 0 ? 4 : 2) switch
        {
            0 => Fact(Pick("payerSegment", "metadata.t")),
            1 => new(_random.Next(2) == 0 ? $"'{text}'" : $"\"{text}\"", 8, _ => text),
            2 => Coalesce(Text(depth - 1), Text(depth - 1)),
            _ => Lower(Text(depth - 1)),
        };
    }

    private static Piece Fact(string name) => new(name, 8, facts => facts.GetValueOrDefault(name));

    private static Piece Flag(bool flag) => new(flag ? "true" : "false", 8, _ => flag);

    private Piece Exists(int depth)
    {
        var inner = _random.Next(2) == 0 ? Number(depth - 1) : Fact("payerSegment");
        return new($"exists({inner.Text})", 8, facts => inner.Value(facts) is not null);
    }

    private static Piece Not(Piece inner) =>
        new("not " + inner.Above(2), 3, facts => inner.Value(facts) is bool value ? !value : null);

    private static Piece Logic(int level, string word, Piece left, Piece right, bool decides) => new(
        $"{left.Above(level - 1)} {word} {right.Above(level)}", level, facts =>
        {
            object?[] values = [left.Value(facts), right.Value(facts)];
            return values.Contains(decides) ? decides : values.Contains(null) ? null : !decides;
        });

    private Piece Compare(Piece left, Piece right, bool onlySame = false)
    {
        var op = Pick(onlySame ? ["==", "!="] : ["==", "!=", "<", "<=", ">", ">="]);
        return new($"{left.Above(4)}{Space()}{op}{Space()}{right.Above(4)}", 4, facts =>
        {
            if (left.Value(facts) is not { } a || right.Value(facts) is not { } b) return null;
            var order = a is string text ? string.CompareOrdinal(text, (string)b) : ((long)a).CompareTo((long)b);
            return op switch { "==" => order == 0, "!=" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
        });
    }

    private Piece In(int depth)
    {
        var left = Number(depth - 1);
        var negated = _random.Next(2) == 0;
        return new($"{left.Above(4)} {(negated ? "not in" : "in")} [0, -1,7]", 4, facts =>
            left.Value(facts) is long value ? value is 0 or -1 or 7 != negated : null);
    }

    private Piece Arithmetic(int level, string op, Piece left, Piece right, Func<BigInteger, BigInteger, BigInteger?> result) => new(
        $"{left.Above(level - 1)}{Space()}{op}{Space()}{right.Above(level)}", level, facts =>
            left.Value(facts) is long a && right.Value(facts) is long b ? Bounded(result(a, b)) : null);

    private Piece Arithmetic(int level, string op, Piece left, Piece right, Func<BigInteger, BigInteger, BigInteger> result) =>
        Arithmetic(level, op, left, right, (a, b) => (BigInteger?)result(a, b));

    private static Piece Negative(Piece inner) => new("-" + inner.Above(6), 7, facts => inner.Value(facts) is long a ? Bounded(-(BigInteger)a) : null);

    private static Piece If(Piece condition, Piece then, Piece otherwise) => new(
        $"if({condition.Text}, {then.Text}, {otherwise.Text})", 8,
        facts => condition.Value(facts) is true ? then.Value(facts) : otherwise.Value(facts));

    private static Piece Coalesce(Piece first, Piece second) =>
        new($"coalesce({first.Text},{second.Text})", 8, facts => first.Value(facts) ?? second.Value(facts));

    private static Piece Lower(Piece inner) => new($"lower({inner.Text})", 8, facts => (inner.Value(facts) as string)?.ToLowerInvariant());

    private static object? Bounded(BigInteger? value) => value >= long.MinValue && value <= long.MaxValue ? (long)value : null;

    private long Number() => _random.Next(8) switch { 0 => long.MaxValue, 1 => -long.MaxValue, 2 => -1, 3 => 0, _ => _random.Next(-9, 10) };

    private string Space() => _random.Next(3) == 0 ? "" : " ";

    private bool Often() => _random.Next(4) > 0;

    private string Pick(params string[] values) => values[_random.Next(values.Length)];

    private sealed record Piece(string Text, int Level, Meaning Value)
    {
        public string Above(int level) => Level > level ? Text : $"({Text})";
    }
}
