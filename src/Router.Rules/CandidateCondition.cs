using System.Globalization;
using Router.Rules.Conditions;

namespace Router.Rules;

/// A candidate's "where".
public sealed class CandidateCondition
{
    private readonly (string Name, int Slot)[] _compared;
    private readonly (Condition Condition, string Text, string? Name, int Slot)[] _terms;

    internal CandidateCondition((string Name, int Slot)[] compared, (Condition, string, string?, int)[] terms)
    {
        _compared = compared;
        _terms = terms;
    }

    /// False with the reason where the candidate is out. A fact that is compared and absent puts it out, also under "not".
    public (bool Holds, string? Reason) Evaluate(CandidateFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        foreach (var (name, slot) in _compared)
            if (facts[slot].IsAbsent) return (false, $"{name} is not known");
        foreach (var (condition, text, name, slot) in _terms)
        {
            if (condition.Holds(facts)) continue;
            return (false, name is null ? $"where asks {text}" : $"{name} is {Shown(facts, slot)}; where asks {text}");
        }

        return (true, null);
    }

    private static string Shown(CandidateFacts facts, int slot)
    {
        ref readonly var value = ref facts[slot];
        if (value.IsAbsent) return "absent";
        return slot == CandidateFacts.HealthSlot
            ? ((decimal)value.Number / CandidateFacts.HealthScale).ToString(CultureInfo.InvariantCulture)
            : value.ToString();
    }
}
