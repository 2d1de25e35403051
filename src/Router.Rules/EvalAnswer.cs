namespace Router.Rules;

/// One line of `router rules eval`; not understood means that the facts line was no JSON object and the answer says so.
public sealed record EvalAnswer(string Line, bool Understood);
