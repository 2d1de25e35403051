using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// What rules say of one dimension, gathered before its rows are made.
internal sealed class DimensionDraft(DimensionKey key)
{
    private int _lastTerm = -1;
    private int _lastMemberRule = -1;

    public DimensionKey Key => key;

    public Mentions Mentions { get; } = new();

    /// Terms that speak of this dimension, in order of their rules. IsMember: it may be asked of a set's members one by one.
    public List<(int Rule, Condition Term, bool IsMember)> Uses { get; } = [];

    /// Null until the rows are made; then the rules for which a row says only "perhaps".
    public ulong[]? Perhaps { get; set; }

    /// Notes a term once, however often it speaks of the dimension.
    public bool Meet(int termNumber)
    {
        if (_lastTerm == termNumber) return false;
        _lastTerm = termNumber;
        return true;
    }

    /// Of a set only one question can be answered by rows, the first that asks for one of its members.
    public bool TakesAsMember(int rule, Condition term)
    {
        if (term is not FactCondition { Test: MemberTest } || _lastMemberRule == rule) return false;
        _lastMemberRule = rule;
        return true;
    }

    public bool IsExactFor(int rule) => Perhaps is not null && (Perhaps[rule / 64] >> (rule % 64) & 1) == 0;
}
