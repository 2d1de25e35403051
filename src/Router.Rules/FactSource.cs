using Router.Rules.Conditions;

namespace Router.Rules;

/// What conditions read: the facts of a payment or of a candidate, each in its slot.
public abstract class FactSource
{
    private readonly FactValue[] _slots;

    private protected FactSource(FactValue[] slots) => _slots = slots;

    internal ref readonly FactValue this[int slot] => ref _slots[slot];

    internal virtual FactValue Metadata(string key) => default;
}
