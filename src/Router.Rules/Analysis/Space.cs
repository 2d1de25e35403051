using Router.Rules.Conditions;

namespace Router.Rules.Analysis;

/// The dimensions that the conditions of one rule set need. Every payment has one place in it, so what covers a part of the space covers
/// every payment there. The reverse need not hold: some places no payment has, because conditions taken as a whole may depend on each other.
internal sealed class Space
{
    private const string TimeName = "time";

    private readonly List<Dimension> _dimensions = [];
    private readonly SortedDictionary<string, FactDimension> _facts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SwitchDimension> _switches = new(StringComparer.Ordinal);
    private readonly Dictionary<Condition, string> _opaque = new(ReferenceEqualityComparer.Instance);
    private readonly FactCatalog _catalog;

    public Space(RuleSet set, FactCatalog catalog)
    {
        _catalog = catalog;
        var cuts = new SortedDictionary<string, (int Slot, string? Key, CutPoints Cuts)>(StringComparer.Ordinal);
        foreach (var rule in set.Rules) Cut(rule.When, cuts);
        foreach (var fact in set.Currencies ?? Enumerable.Empty<string>()) CutsOf(cuts, (int)FactId.Currency, null).Add(fact);
        foreach (var (name, (slot, key, points)) in cuts)
        {
            var dimension = new FactDimension(_dimensions.Count, name, slot, key, Shape(slot, key), points);
            _facts.Add(name, dimension);
            _dimensions.Add(dimension);
        }
    }

    public Dimension this[int index] => _dimensions[index];

    public IEnumerable<FactDimension> Facts => _facts.Values;

    public Formula Of(Condition condition) => Of(condition, true);

    public Formula OneOfCurrencies(IEnumerable<string> currencies) =>
        Literal(_facts[FactNames.Of(FactId.Currency)], new MemberTest([.. currencies.Select(FactValue.OfText)]), true)!;

    private Formula Of(Condition condition, bool holds)
    {
        switch (condition)
        {
            case AllCondition all:
                return new Formula.Group(holds, [.. all.Conditions.Select(c => Of(c, holds))]);
            case AnyCondition any:
                return new Formula.Group(!holds, [.. any.Conditions.Select(c => Of(c, holds))]);
            case NotCondition not:
                return Of(not.Inner, !holds);
            case ActiveCondition active:
                return Literal(_facts[TimeName], InForce(active), holds)!;
            case FactCondition { Slot: (int)FactId.Tags } fact:
                return Tags(fact.Test, holds);
            case FactCondition fact:
                return Test(_facts[FactNames.Of((FactId)fact.Slot)], fact.Test, holds);
            case MetadataCondition metadata:
                return Test(_facts["metadata." + metadata.Key], metadata.Test, holds);
            case WindowCondition window when holds:
                return Formula.All([Switch(Key(window), TimeName, window, null, true), new Formula.Literal(_facts[TimeName].Index, _facts[TimeName].Present)]);
            default:
                return Switch(Key(condition), "", condition, null, holds);
        }
    }

    private Formula Test(FactDimension fact, ValueTest test, bool holds)
    {
        if (Literal(fact, test, holds) is { } literal) return literal;
        switch (test)
        {
            case AllTests all:
                return new Formula.Group(holds, [.. all.Tests.Select(t => Test(fact, t, holds))]);
            case AnyTest any:
                return new Formula.Group(!holds, [.. any.Tests.Select(t => Test(fact, t, holds))]);
            case NoneOfTest none:
                return new Formula.Group(holds, [Literal(fact, new ExistsTest(true), holds)!, Test(fact, none.Inner, !holds)]);
            default:
                Condition whole = fact.MetadataKey is { } key ? new MetadataCondition(key, test) : new FactCondition(fact.Slot, test);
                var known = Switch($"{fact.Name} {Key(test)}", fact.Name, whole, null, holds);
                return holds ? Formula.All([known, new Formula.Literal(fact.Index, fact.Present)]) : known;
        }
    }

    // A payment has a set of tags: each tag is a switch of its own, and the fact is present where one of them is on.
    private Formula Tags(ValueTest test, bool holds)
    {
        var tags = _facts[FactNames.Of(FactId.Tags)];
        switch (test)
        {
            case AllTests all:
                return new Formula.Group(holds, [.. all.Tests.Select(t => Tags(t, holds))]);
            case AnyTest any:
                return new Formula.Group(!holds, [.. any.Tests.Select(t => Tags(t, holds))]);
            case NoneOfTest none:
                return new Formula.Group(holds, [Tags(new ExistsTest(true), holds), Tags(none.Inner, !holds)]);
            case ExistsTest exists:
                return new Formula.Group(exists.Wanted != holds, [.. tags.Present.Atoms.Select(a => Tag(tags, a, exists.Wanted == holds))]);
            default:
                if (tags.SetOf(test) is not { } set) return Switch($"tags {Key(test)}", tags.Name, new FactCondition(tags.Slot, test), null, holds);
                return new Formula.Group(!holds, [.. set.Atoms.Select(a => Tag(tags, a, holds))]);
        }
    }

    private Formula.Literal Tag(FactDimension tags, int atom, bool isOn)
    {
        var tag = tags.Sample(atom)?.Text;
        return Switch($"tags {atom}", tags.Name, new FactCondition(tags.Slot, new MemberTest(tag is null ? [] : [FactValue.OfText(tag)])), tag, isOn);
    }

    private Formula.Literal Switch(string key, string name, Condition condition, string? tag, bool isOn)
    {
        if (!_switches.TryGetValue(key, out var dimension))
        {
            dimension = new SwitchDimension(_dimensions.Count, name, condition, tag);
            _switches.Add(key, dimension);
            _dimensions.Add(dimension);
        }

        return new(dimension.Index, isOn ? SwitchDimension.On : SwitchDimension.Off);
    }

    private static Formula.Literal? Literal(FactDimension fact, ValueTest test, bool holds) =>
        fact.SetOf(test) is { } set ? new(fact.Index, holds ? set : set.Complement(fact.Size)) : null;

    private static RangeTest InForce(ActiveCondition active) => new(FactKind.Instant, active.FromTicks, active.ToTicks - 1);

    private string Key(Condition condition)
    {
        if (condition is WindowCondition window)
            return $"window {string.Concat(window.Days.Select(d => d ? '1' : '0'))} {window.FromTicks} {window.ToTicks} {window.Zone.Id}";
        if (condition is ExpressionCondition expression) return "expr " + expression.Source;
        // Two conditions that nothing is known about are not taken for one.
        if (_opaque.TryGetValue(condition, out var key)) return key;
        key = $"condition {_opaque.Count}";
        _opaque.Add(condition, key);
        return key;
    }

    private static string Key(ValueTest test) => test is PatternTest pattern ? "matches " + pattern.WholeValue : throw new InvalidOperationException($"{test.GetType().Name} has no key.");

    private static void Cut(Condition condition, SortedDictionary<string, (int, string?, CutPoints)> cuts)
    {
        switch (condition)
        {
            case AllCondition all:
                foreach (var inner in all.Conditions) Cut(inner, cuts);
                break;
            case AnyCondition any:
                foreach (var inner in any.Conditions) Cut(inner, cuts);
                break;
            case NotCondition not:
                Cut(not.Inner, cuts);
                break;
            case FactCondition fact:
                CutsOf(cuts, fact.Slot, null).Add(fact.Test);
                break;
            case MetadataCondition metadata:
                CutsOf(cuts, -1, metadata.Key).Add(metadata.Test);
                break;
            case ActiveCondition active:
                CutsOf(cuts, (int)FactId.Time, null).Add(InForce(active));
                break;
            case WindowCondition:
                CutsOf(cuts, (int)FactId.Time, null);
                break;
        }
    }

    private static CutPoints CutsOf(SortedDictionary<string, (int Slot, string? Key, CutPoints Cuts)> cuts, int slot, string? key)
    {
        var name = key is null ? FactNames.Of((FactId)slot) : "metadata." + key;
        if (!cuts.TryGetValue(name, out var entry)) cuts.Add(name, entry = (slot, key, new CutPoints()));
        return entry.Cuts;
    }

    private FactShape Shape(int slot, string? key)
    {
        if (key is not null)
        {
            var kind = _catalog.MetadataKind(key);
            var isOpen = _catalog.MetadataIsOpen;
            return new(isOpen || kind == FactKind.Text, isOpen || kind == FactKind.Integer, isOpen || kind == FactKind.Boolean, false);
        }

        return (FactId)slot switch
        {
            FactId.Amount or FactId.Instalments => new(false, true, false, false),
            FactId.Time => new(false, false, false, true),
            var fact => new(true, false, false, false, _catalog.RegistryOf(fact), fact),
        };
    }
}
