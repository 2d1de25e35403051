using Router.Core.Accounts;

namespace Router.Core.Routing.Eligibility;

internal sealed class ExtraFilter : IEligibilityFilter
{
    public string Name => "extra";

    public string? Refuse(in EligibilityQuestion question)
    {
        if (question.Method is not { } method) return null;
        var extra = question.Request.Terms.Extra;
        if (method.ExtraFields is not { } schema)
            return extra is { Count: > 0 } ? $"{method.Name} takes no extra fields, not {string.Join(", ", extra.Keys.Order(StringComparer.Ordinal))}" : null;
        var problems = SchemaCheck.Texts(extra ?? new Dictionary<string, string>(), schema);
        return problems.Count == 0 ? null : $"extra fields: {problems[0]}";
    }
}
