using Router.Rules.Conditions;

namespace Router.Rules;

/// One enabled rule, compiled.
internal sealed record Rule(int Priority, Condition When, Verdict Verdict);
