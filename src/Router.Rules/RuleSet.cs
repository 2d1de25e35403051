using System.Collections.Frozen;
using Router.Rules.Index;

namespace Router.Rules;

/// A compiled rule file: immutable, free of clock and files, safe for any number of threads.
public sealed class RuleSet
{
    private readonly Rule[] _rules;
    private readonly RuleIndex _index;
    private readonly FrozenSet<string>? _currencies;

    internal RuleSet(
        string name, string hash, Rule[] rules, IReadOnlyList<Rule> disabled, Verdict defaultVerdict, IReadOnlyCollection<string>? currencies)
    {
        Name = name;
        Hash = hash;
        Default = defaultVerdict;
        _rules = rules;
        _index = IndexBuilder.Build(rules);
        Disabled = disabled;
        _currencies = currencies?.ToFrozenSet(StringComparer.Ordinal);
    }

    public string Name { get; }

    /// SHA-256 in hex of the canonical content: the same for two files that mean the same, whatever their spacing.
    public string Hash { get; }

    /// What holds where no rule matches.
    public Verdict Default { get; }

    /// Enabled rules.
    public int Count => _rules.Length;

    /// In order of evaluation.
    internal IReadOnlyList<Rule> Rules => _rules;

    internal RuleIndex RuleIndex => _index;

    internal IReadOnlyList<Rule> Disabled { get; }

    /// Null: payments of every currency.
    internal IReadOnlySet<string>? Currencies => _currencies;

    /// The verdicts in order of evaluation, without the default.
    public IEnumerable<Verdict> Verdicts => _rules.Select(r => r.Verdict);

    /// The first matching rule, or the default.
    public Verdict Evaluate(Facts facts) => Match(facts, 0) ?? Default;

    /// The next matching rule behind that place; null where there is none. For onExhausted "continue": start with Verdict.Index and stop
    /// at a decline.
    public Verdict? MatchAfter(Facts facts, int index) => Match(facts, index + 1);

    /// The same answers by asking rule after rule: what the index is held against.
    internal Verdict EvaluateScalar(Facts facts) => MatchScalar(facts, 0) ?? Default;

    internal Verdict? MatchAfterScalar(Facts facts, int index) => MatchScalar(facts, index + 1);

    private Verdict? Match(Facts facts, int from)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!IsOfCurrency(facts)) return null;
        var found = _index.First(facts, from);
        return found < 0 ? null : _rules[found].Verdict;
    }

    private Verdict? MatchScalar(Facts facts, int from)
    {
        if (!IsOfCurrency(facts)) return null;
        for (var i = from; i < _rules.Length; i++)
            if (_rules[i].When.Holds(facts)) return _rules[i].Verdict;
        return null;
    }

    private bool IsOfCurrency(Facts facts) =>
        _currencies is null || (facts.Text(FactId.Currency) is { } currency && _currencies.Contains(currency));
}
