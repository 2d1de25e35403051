using System.Globalization;
using System.Text;
using Router.Rules.Conditions;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// Precedence climbing. The first mistake ends the reading: what follows one is guesswork.
internal sealed class Parser(IReadOnlyList<Token> tokens, ExpressionFindings findings)
{
    public const int MaxDepth = 40;

    private static readonly string[] s_infix = [.. ExpressionOperators.All.Where(o => !o.IsPrefix).SelectMany(o => o.Spellings)];

    private static readonly (string Word, string Instead)[] s_foreign =
    [
        ("is", "Write == for equality, and not exists(…) for what is absent."),
        ("like", "Write startsWith, endsWith or contains."),
        ("matches", "Write startsWith, endsWith or contains here, or \"matches\" at the field."),
        ("between", "Write two comparisons: amount >= 1 and amount <= 5."),
    ];

    private int _at;
    private int _depth;

    private Token Current => tokens[_at];

    /// Null after a mistake.
    public Syntax? Read()
    {
        if (Current.Kind == TokenKind.End)
        {
            findings.Error(DiagnosticIds.Empty, 0, "The expression is empty. Write a condition, such as \"amount % 100 == 0\".");
            return null;
        }

        if (Climb(0) is not { } all) return null;
        if (Current.Kind == TokenKind.End) return all;
        var (_, instead) = Array.Find(s_foreign, f => string.Equals(f.Word, Current.Text, StringComparison.OrdinalIgnoreCase));
        return Expected("an operator or the end", instead is null && Current.Kind == TokenKind.Name ? Suggest.Nearest(Current.Text, s_infix) : null, instead);
    }

    private Syntax? Climb(int above)
    {
        var left = Operand();
        while (left is not null && InfixHere() is { } found && found.Precedence > above)
        {
            var operatorStart = Current.Start;
            _at += found.Operator == Operator.NotIn ? 2 : 1;
            left = found.Operator is Operator.And or Operator.Or ? Chain(found, left) : Pair(found, operatorStart, left);
            if (left is { Depth: > MaxDepth }) return TooDeep();
        }

        return left;
    }

    private Syntax.Logic? Chain(OperatorInfo found, Syntax first)
    {
        var parts = new List<Syntax> { first };
        while (true)
        {
            if (Climb(found.Precedence) is not { } part) return null;
            parts.Add(part);
            if (InfixHere()?.Operator != found.Operator) return new(found.Operator, parts);
            _at++;
        }
    }

    private Syntax? Pair(OperatorInfo found, int operatorStart, Syntax left)
    {
        if (Climb(found.Precedence) is not { } right) return null;
        if (found.Precedence != ExpressionOperators.ComparisonPrecedence || InfixHere()?.Precedence != ExpressionOperators.ComparisonPrecedence)
            return new Syntax.Binary(found.Operator, operatorStart, left, right);
        findings.Error(DiagnosticIds.ExpressionSyntax, Current.Start, "Comparisons do not chain. Join two of them: 1 < amount and amount < 9.");
        return null;
    }

    private OperatorInfo? InfixHere()
    {
        if (Current.Is("not") && tokens[_at + 1].Is("in")) return ExpressionOperators.Of(Operator.NotIn);
        return Current.Kind is TokenKind.Symbol or TokenKind.Name ? ExpressionOperators.Infix(Current.Text) : null;
    }

    private Syntax? Operand()
    {
        var token = Current;
        if (token.Is("not") || token.Is("!")) return Nested(() => Prefix(token, Operator.Not));
        if (token.Is("-")) return tokens[_at + 1].Kind == TokenKind.Integer ? Integer() : Nested(() => Prefix(token, Operator.Negate));
        if (token.Is("(")) return Nested(Group);
        if (token.Is("[")) return List();
        switch (token.Kind)
        {
            case TokenKind.Integer:
                return Integer();
            case TokenKind.Text:
                return Text();
            case TokenKind.ListName:
                _at++;
                return new Syntax.NamedList(token.Start, token.End, token.Text);
            case TokenKind.Name when ExpressionOperators.Infix(token.Text) is null:
                return Named();
            default:
                return Expected("a fact, a value, a function or \"(\"", null);
        }
    }

    private Syntax.Prefix? Prefix(Token token, Operator op)
    {
        _at++;
        // Not takes in a whole comparison, the minus one operand only.
        var operand = op == Operator.Not ? Climb(ExpressionOperators.NotPrecedence) : Operand();
        return operand is null ? null : new(token.Start, op, operand);
    }

    private Syntax? Group()
    {
        var start = tokens[_at++].Start;
        if (Climb(0) is not { } inner) return null;
        var end = Current.End;
        return Take(")") ? inner with { Start = start, End = end } : Expected("\")\" or an operator", null);
    }

    private Syntax.Literal? Integer()
    {
        var start = Current.Start;
        var sign = Current.Is("-") ? "-" : "";
        if (sign.Length > 0) _at++;
        var token = tokens[_at++];
        if (long.TryParse(sign + token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return new(start, token.End, FactValue.OfInteger(number));
        findings.Error(DiagnosticIds.ExpressionSyntax, start, "The number is too large: integers have 64 bits, 18 digits always fit. A card BIN stands in quotes.");
        return null;
    }

    private Syntax.Literal? Text()
    {
        var token = tokens[_at++];
        if (token.Text.Length > FactText.MaxLength)
        {
            findings.Error(
                DiagnosticIds.ExpressionBound, token.Start,
                $"The text has {token.Text.Length} characters; facts have at most {FactText.MaxLength}. Shorten it.");
            return null;
        }

        // Half a surrogate pair cannot come out of a JSON text, so this never throws.
        return new(token.Start, token.End, FactValue.OfText(token.Text.Normalize(NormalizationForm.FormC)));
    }

    private Syntax? Named()
    {
        var token = tokens[_at++];
        if (token.Text is "true" or "false") return new Syntax.Literal(token.Start, token.End, FactValue.OfBoolean(token.Text == "true"));
        if (Current.Is("(")) return Nested(() => Call(token));
        if (token.Text != "metadata" || !Take("[")) return new Syntax.Name(token.Start, token.End, token.Text);
        var key = Current;
        if (key.Kind != TokenKind.Text) return Expected("a key in quotes, metadata['user-id']", null);
        _at++;
        var end = Current.End;
        return Take("]") ? new Syntax.Name(token.Start, end, "metadata." + key.Text) : Expected("\"]\"", null);
    }

    private Syntax? Call(Token name)
    {
        _at++;
        var arguments = new List<Syntax>();
        if (!Current.Is(")"))
        {
            do
            {
                if (Climb(0) is not { } argument) return null;
                arguments.Add(argument);
            }
            while (Take(","));
        }

        var end = Current.End;
        return Take(")") ? new Syntax.Call(name.Start, end, name.Text, arguments) : Expected("\",\" or \")\"", null);
    }

    private Syntax? List()
    {
        var start = tokens[_at++].Start;
        var members = new List<Syntax.Literal>();
        do
        {
            if (Current.Is("]") && members.Count == 0)
            {
                findings.Error(DiagnosticIds.Empty, start, "The list is empty, so nothing could ever be in it. Fill it or delete the condition.");
                return null;
            }

            var at = Current.Start;
            if (Operand() is not { } member) return null;
            if (member is not Syntax.Literal value)
            {
                findings.Error(DiagnosticIds.ExpressionSyntax, at, "A list holds plain values: numbers, texts in quotes, true or false. Compare the rest by itself, joined by \"or\".");
                return null;
            }

            members.Add(value);
        }
        while (Take(","));
        var end = Current.End;
        return Take("]") ? new Syntax.List(start, end, members) : Expected("\",\" or \"]\"", null);
    }

    private Syntax? Nested(Func<Syntax?> inner)
    {
        if (++_depth > MaxDepth) return TooDeep();
        var read = inner();
        _depth--;
        return read is { Depth: > MaxDepth } ? TooDeep() : read;
    }

    private Syntax? TooDeep()
    {
        findings.Error(
            DiagnosticIds.ExpressionBound, Current.Start,
            $"The expression is nested deeper than {MaxDepth} levels. Split it: conditions side by side in \"when\" must all hold.");
        return null;
    }

    private bool Take(string symbol)
    {
        if (!Current.Is(symbol)) return false;
        _at++;
        return true;
    }

    private Syntax? Expected(string what, string? suggestion, string? instead = null)
    {
        var message = $"Here {what} is expected, and there stands {Current.Shown}.{(instead is null ? "" : " " + instead)}";
        findings.Error(DiagnosticIds.ExpressionSyntax, Current.Start, message, suggestion);
        return null;
    }
}
