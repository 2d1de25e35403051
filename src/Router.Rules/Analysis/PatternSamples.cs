using System.Text;

namespace Router.Rules.Analysis;

/// Texts that a regular expression probably matches: first branches, fewest repetitions. Who uses one checks it.
internal sealed class PatternSamples
{
    private readonly string _pattern;
    private readonly int _branch;
    private readonly bool _once;
    private int _at;

    private PatternSamples(string pattern, int branch, bool once)
    {
        _pattern = pattern;
        _branch = branch;
        _once = once;
    }

    public static IEnumerable<string> Of(string pattern)
    {
        for (var branch = 0; branch < 4; branch++)
        {
            yield return new PatternSamples(pattern, branch, false).Alternatives();
            yield return new PatternSamples(pattern, branch, true).Alternatives();
        }
    }

    private char Current => _at < _pattern.Length ? _pattern[_at] : '\0';

    private string Alternatives()
    {
        var branches = new List<string> { Sequence() };
        while (Current == '|')
        {
            _at++;
            branches.Add(Sequence());
        }

        return branches[_branch % branches.Count];
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (_at < _pattern.Length && Current is not ('|' or ')'))
        {
            var part = Part();
            text.Insert(text.Length, part, Repetitions());
        }

        return text.ToString();
    }

    private string Part()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '(':
                if (Current == '?')
                {
                    // (?: (?i) (?<name>
                    while (_at < _pattern.Length && Current is not (':' or '>' or ')')) _at++;
                    if (Current != ')') _at++;
                }

                var inner = Alternatives();
                if (Current == ')') _at++;
                return inner;
            case '[':
                return Class();
            case '\\':
                return Escape().ToString();
            case '.':
                return "a";
            case '^' or '$':
                return "";
            default:
                return c.ToString();
        }
    }

    private char Escape()
    {
        if (_at >= _pattern.Length) return '\\';
        var c = _pattern[_at++];
        return c switch { 'd' => '0', 'w' => 'a', 's' => ' ', 'D' or 'S' => 'a', 'W' => '-', _ => c };
    }

    private string Class()
    {
        var isNegated = Current == '^';
        if (isNegated) _at++;
        var body = new StringBuilder();
        while (_at < _pattern.Length && (Current != ']' || body.Length == 0))
        {
            var c = _pattern[_at++];
            body.Append(c == '\\' ? Escape() : c);
        }

        _at++;
        if (!isNegated) return body.Length == 0 ? "" : body[0].ToString();
        foreach (var c in "a0z-_A")
            if (!body.ToString().Contains(c, StringComparison.Ordinal)) return c.ToString();
        return "";
    }

    private int Repetitions()
    {
        var least = 1;
        if (Current is '*' or '?') least = _once ? 1 : 0;
        else if (Current == '{')
        {
            var digits = new string([.. _pattern[(_at + 1)..].TakeWhile(char.IsAsciiDigit)]);
            if (!int.TryParse(digits, out least) || least > FactText.MaxLength) least = 1;
            while (_at < _pattern.Length && Current != '}') _at++;
        }
        else if (Current != '+') return 1;
        _at++;
        if (Current == '?') _at++;
        return least;
    }
}
