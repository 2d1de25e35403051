using System.Globalization;

namespace Router.Rules.Tests.Expressions;

/// Random well-typed expressions and facts over few values, so that absence, overflow and equality are frequent.
internal sealed class RandomExpressions(int seed)
{
    private static readonly string[] s_texts = ["'a'", "'ab'", "'B'", "'1'"];
    private static readonly string[] s_integers = ["0", "1", "-1", "7", "9223372036854775807", "-9223372036854775808"];
    private static readonly string[] s_order = ["==", "!=", "<", "<=", ">", ">="];

    private readonly Random _random = new(seed);

    public string Condition(int depth)
    {
        if (depth == 0) return Pick(["metadata.b", "metadata.any", "true", "false", "exists(instalments)", "tags == 'a'"]);
        return _random.Next(13) switch
        {
            0 => $"({Condition(depth - 1)} and {Condition(depth - 1)})",
            1 => $"({Condition(depth - 1)} or {Condition(depth - 1)} or {Condition(depth - 1)})",
            2 => $"(not {Condition(depth - 1)})",
            3 => $"if({Condition(depth - 1)}, {Condition(depth - 1)}, {Condition(depth - 1)})",
            4 => $"coalesce({Condition(depth - 1)}, {Condition(depth - 1)})",
            5 => $"({Text(depth - 1)} {Pick(["==", "!="])} {Text(depth - 1)})",
            6 => $"({Text(depth - 1)} {Pick(["in", "not in"])} {Pick(["['a', 'B']", "@texts", "tags"])})",
            7 => $"({Integer(depth - 1)} {Pick(["in", "not in"])} {Pick(["[0, 1, -1]", "@numbers"])})",
            8 => $"(cardBin {Pick(s_order)} '622848')",
            9 => $"(time {Pick(s_order)} '2026-03-06T00:00:00Z')",
            10 => $"{Pick(["startsWith", "endsWith", "contains"])}({Text(depth - 1)}, {Text(depth - 1)})",
            11 => "(weekday(time, 'America/New_York') in ['fri', 'sat'])",
            _ => $"({Integer(depth - 1)} {Pick(s_order)} {Integer(depth - 1)})",
        };
    }

    public Facts Facts()
    {
        var facts = new FactsBuilder(ExpressionProperties.Catalog);
        if (Often()) facts.Set(FactId.Instalments, Number());
        if (Often()) facts.Set(FactId.PayerSegment, Pick(["a", "ab", "B", "1"]));
        if (Often()) facts.Set(FactId.CardBin, Pick(["622200", "622848", "62284899"]));
        if (Often()) facts.SetTags(_random.Next(2) == 0 ? ["a"] : ["a", "b"]);
        if (Often()) facts.SetTime(new DateTimeOffset(2026, 3, _random.Next(5, 9), _random.Next(24), 0, 0, TimeSpan.Zero));
        if (Often()) facts.SetMetadata("b", _random.Next(2) == 0);
        if (Often()) facts.SetMetadata("n", Number());
        if (Often()) facts.SetMetadata("t", Pick(["a", "ab", "B"]));
        if (!Often()) return facts.Build();
        if (_random.Next(3) == 0) facts.SetMetadata("any", _random.Next(2) == 0);
        else if (_random.Next(2) == 0) facts.SetMetadata("any", Number());
        else facts.SetMetadata("any", "a");
        return facts.Build();
    }

    private string Integer(int depth)
    {
        if (depth <= 0) return Pick(["instalments", "metadata.n", "metadata.any", Pick(s_integers), Pick(s_integers)]);
        return _random.Next(9) switch
        {
            0 => $"-({Integer(depth - 1)})",
            1 => $"if({Condition(depth - 1)}, {Integer(depth - 1)}, {Integer(depth - 1)})",
            2 => $"coalesce({Integer(depth - 1)}, {Integer(depth - 1)}, 1)",
            3 => $"{Pick(["min", "max"])}({Integer(depth - 1)}, {Integer(depth - 1)})",
            4 => $"{Pick(["abs", "hash"])}({Integer(depth - 1)})",
            5 => $"hash({Text(depth - 1)}, {Integer(depth - 1)}, {Text(depth - 1)})",
            6 => $"{Pick(["hour", "minute", "day", "month", "date"])}(time, 'America/New_York')",
            7 => $"len({Text(depth - 1)})",
            _ => $"({Integer(depth - 1)} {Pick(["+", "-", "*", "/", "%"])} {Integer(depth - 1)})",
        };
    }

    private string Text(int depth)
    {
        if (depth <= 0) return Pick(["payerSegment", "metadata.t", "metadata.any", Pick(s_texts)]);
        return _random.Next(4) switch
        {
            0 => $"{Pick(["lower", "upper"])}({Text(depth - 1)})",
            1 => $"if({Condition(depth - 1)}, metadata.t, {Text(0)})",
            2 => "lower(weekday(time, 'Asia/Shanghai'))",
            _ => Text(0),
        };
    }

    public string Garbage(int length)
    {
        string[] words = ["and", "or", "not", "in", "amount", "region", "tags", "'a'", "\"", "'", "1", "(", ")", "[", "]", ",", "==", "<", "=", "-", "+", "%", "@texts", "@", "hour", "if", "min", "true", "metadata", "metadata.x", "é", "😀", "\\", "\n", "#"];
        return string.Concat(Enumerable.Range(0, length).Select(_ => Pick(words) + (_random.Next(3) == 0 ? "" : " ")));
    }

    /// One word put in another's place: it can be read, and its types are often wrong.
    public string Mixed(string expression)
    {
        string[] words = ["metadata.n", "metadata.t", "payerSegment", "instalments", "cardBin", "tags", "time", "@texts", "['a']", "1", "'a'", "true", "'622848'", "exists(tags)"];
        var found = words.Where(w => expression.Contains(w, StringComparison.Ordinal)).ToArray();
        if (found.Length == 0) return Pick(words);
        var word = Pick(found);
        var at = expression.IndexOf(word, StringComparison.Ordinal);
        return string.Concat(expression.AsSpan(0, at), Pick(words), expression.AsSpan(at + word.Length));
    }

    public string Damaged(string expression)
    {
        var text = expression.ToCharArray();
        for (var i = _random.Next(1, 4); i > 0; i--) text[_random.Next(text.Length)] = (char)_random.Next(32, 127);
        return new(text);
    }

    private long Number() => long.Parse(Pick(s_integers), CultureInfo.InvariantCulture);

    private bool Often() => _random.Next(4) > 0;

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
