using System.Text;

namespace Router.Rules.Expressions;

/// Cuts an expression into words.
internal sealed class Lexer(string source, ExpressionFindings findings)
{
    // Longer ones first.
    private static readonly string[] s_symbols =
        ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "(", ")", "[", "]", ","];

    // Of other languages, and slips. Longer ones first.
    private static readonly (string Written, string Meant)[] s_foreign =
        [("===", "=="), ("!==", "!="), ("<>", "!="), ("=>", ">="), ("=<", "<="), ("=!", "!="), ("=", "=="), ("&", "&&"), ("|", "||")];

    private int _at;

    /// Ends with an End; words that are none are told and left out.
    public List<Token> Read()
    {
        var tokens = new List<Token>();
        while (true)
        {
            while (_at < source.Length && char.IsWhiteSpace(source[_at])) _at++;
            if (_at == source.Length) break;
            if (Next() is { } token) tokens.Add(token);
        }

        tokens.Add(new(TokenKind.End, source.Length, source.Length, ""));
        return tokens;
    }

    private Token? Next()
    {
        var c = source[_at];
        if (char.IsAsciiDigit(c)) return Number();
        if (c is '\'' or '"') return Quoted(c);
        if (IsNameStart(c)) return Name(TokenKind.Name);
        if (c == '@') return List();
        return Symbol();
    }

    private Token? Number()
    {
        var start = _at;
        while (_at < source.Length && (IsNamePart(source[_at]) || source[_at] == '.')) _at++;
        var text = source[start.._at];
        if (text.All(char.IsAsciiDigit)) return new(TokenKind.Integer, start, _at, text);
        findings.Error(
            DiagnosticIds.ExpressionSyntax, start,
            "A number is written in digits alone, without fractions, units or separators. Amounts are in minor units: 10.50 is 1050.");
        return null;
    }

    private Token? Quoted(char quote)
    {
        var start = _at;
        var end = source.IndexOf(quote, start + 1);
        if (end >= 0)
        {
            _at = end + 1;
            return new(TokenKind.Text, start, _at, source[(start + 1)..end]);
        }

        _at = source.Length;
        findings.Error(DiagnosticIds.ExpressionSyntax, start, $"This text has no end. Close it with {quote}.");
        return null;
    }

    private Token? List()
    {
        var start = _at++;
        if (_at < source.Length && (IsNameStart(source[_at]) || char.IsAsciiDigit(source[_at])))
        {
            // The names of lists may have hyphens.
            while (_at < source.Length && (IsNamePart(source[_at]) || source[_at] is '-' or '.')) _at++;
            return new(TokenKind.ListName, start, _at, source[(start + 1).._at]);
        }

        findings.Error(DiagnosticIds.ExpressionSyntax, start, "Behind @ stands the name of a list, such as @bigBanks.");
        return null;
    }

    private Token Name(TokenKind kind)
    {
        var start = _at;
        while (_at < source.Length && (IsNamePart(source[_at]) || source[_at] == '.')) _at++;
        return new(kind, start, _at, source[start.._at]);
    }

    private Token? Symbol()
    {
        var start = _at;
        foreach (var (written, meant) in s_foreign)
        {
            if (!Stands(written) || Array.Exists(s_symbols, s => s.Length > written.Length && Stands(s))) continue;
            _at += written.Length;
            findings.Error(DiagnosticIds.ExpressionSyntax, start, $"There is no operator {written}.", meant);
            return null;
        }

        if (Array.Find(s_symbols, Stands) is { } symbol)
        {
            _at += symbol.Length;
            return new(TokenKind.Symbol, start, _at, symbol);
        }

        _ = Rune.TryGetRuneAt(source, start, out var rune);
        _at += Math.Max(1, rune.Utf16SequenceLength);
        findings.Error(
            DiagnosticIds.ExpressionSyntax, start,
            $"The character {source[start.._at]} means nothing here. Texts stand in quotes, 'ICBC'.");
        return null;
    }

    private bool Stands(string word) => string.CompareOrdinal(source, _at, word, 0, word.Length) == 0;

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
