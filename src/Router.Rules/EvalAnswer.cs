namespace Router.Rules;

/// One line of `router rules eval`; not understood means that the facts line was no JSON object and the answer says so. Single facts that were not understood stand beside it.
public sealed record EvalAnswer(string Line, bool Understood, IReadOnlyList<string> Unrecognised);
