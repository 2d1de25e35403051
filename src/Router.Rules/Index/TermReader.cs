using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// Takes rules apart into the terms that must all hold, and notes for each of which dimensions it speaks.
internal sealed class TermReader(int ruleCount)
{
    private const int TermsPerRule = 6;

    private readonly DimensionDraft?[] _facts = new DimensionDraft?[Facts.SlotCount];
    private readonly Dictionary<string, DimensionDraft> _metadata = new(StringComparer.Ordinal);
    private readonly List<DimensionDraft> _met = [];
    private int _termNumber = -1;
    private bool _isPlain;

    /// In the order met.
    public List<DimensionDraft> Drafts { get; } = [];

    /// Every term; Only is the one dimension that rows may answer it from, null where they cannot.
    public List<(int Rule, Condition Term, DimensionDraft? Only)> Terms { get; } = new(ruleCount * TermsPerRule);

    public void Read(int rule, Condition when)
    {
        if (when is AllCondition all)
        {
            for (var i = 0; i < all.Conditions.Count; i++) Read(rule, all.Conditions[i]);
            return;
        }

        _termNumber++;
        _isPlain = true;
        _met.Clear();
        Walk(when);
        var only = _isPlain && _met.Count == 1 ? _met[0] : null;
        foreach (var draft in _met)
        {
            var isMember = draft.Key.IsSet && draft.TakesAsMember(rule, when);
            if (draft.Key.IsSet && !isMember) only = null;
            draft.Uses.Add((rule, when, isMember));
        }

        Terms.Add((rule, when, only));
    }

    private void Walk(Condition condition)
    {
        switch (condition)
        {
            case FactCondition fact:
                Meet(_facts[fact.Slot] ??= Draft(DimensionKey.OfFact(fact.Slot)), fact.Test);
                break;
            case MetadataCondition metadata:
                if (!_metadata.TryGetValue(metadata.Key, out var known))
                    _metadata.Add(metadata.Key, known = Draft(DimensionKey.OfMetadata(metadata.Key)));
                Meet(known, metadata.Test);
                break;
            case ActiveCondition:
                var time = _facts[(int)FactId.Time] ??= Draft(DimensionKey.OfFact((int)FactId.Time));
                time.Mentions.Add(condition, time.Key);
                if (time.Meet(_termNumber)) _met.Add(time);
                break;
            case NotCondition not:
                Walk(not.Inner);
                break;
            case AllCondition all:
                foreach (var inner in all.Conditions) Walk(inner);
                break;
            case AnyCondition any:
                foreach (var inner in any.Conditions) Walk(inner);
                break;
            default:
                _isPlain = false;
                break;
        }
    }

    private void Meet(DimensionDraft draft, ValueTest test)
    {
        draft.Mentions.Add(test);
        _isPlain &= IsPlain(test);
        if (draft.Meet(_termNumber)) _met.Add(draft);
    }

    private static bool IsPlain(ValueTest test) => test switch
    {
        NoneOfTest none => IsPlain(none.Inner),
        AllTests all => all.Tests.All(IsPlain),
        AnyTest any => any.Tests.All(IsPlain),
        MemberTest or RangeTest or BinRangeTest or PrefixTest or ExistsTest => true,
        _ => false,
    };

    private DimensionDraft Draft(DimensionKey key)
    {
        var draft = new DimensionDraft(key);
        Drafts.Add(draft);
        return draft;
    }
}
