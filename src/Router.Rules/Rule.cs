using Router.Rules.Conditions;

namespace Router.Rules;

/// One rule, compiled. FileIndex is its place in the file's "rules", from 0; line and column are those of its opening brace.
internal sealed record Rule(int Priority, int FileIndex, int Line, int Column, bool IsEnabled, Condition When, Verdict Verdict);
