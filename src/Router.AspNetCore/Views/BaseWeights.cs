using Router.Core.Accounts;
using Router.Rules;

namespace Router.AspNetCore.Views;

/// <summary>What the rules give an account where weights decide: from the least to the greatest of all routes that name it.</summary>
internal sealed record BaseWeights(double Least, double Greatest)
{
    public static Dictionary<string, BaseWeights> Of(RuleSet rules, Catalog catalog)
    {
        var found = new Dictionary<string, BaseWeights>(StringComparer.Ordinal);
        foreach (var route in rules.Verdicts.Append(rules.Default).Select(v => v.Route))
        {
            if (route is not { Strategy: RouteStrategy.Weighted or RouteStrategy.Split }) continue;
            foreach (var candidate in route.Candidates) Add(candidate);
        }

        return found;

        void Add(RouteCandidate candidate)
        {
            var accounts = Named(candidate, catalog);
            foreach (var id in accounts)
            {
                var weight = (double)candidate.Weight / accounts.Count;
                found[id] = found.TryGetValue(id, out var known) ? new(Math.Min(known.Least, weight), Math.Max(known.Greatest, weight)) : new(weight, weight);
            }
        }
    }

    private static List<string> Named(RouteCandidate candidate, Catalog catalog) => candidate.Kind switch
    {
        CandidateKind.Channel => [.. catalog.Accounts.Where(a => a.ChannelId == candidate.Name).Select(a => a.Id)],
        CandidateKind.Tag => [.. catalog.Accounts.Where(a => a.Tags.Contains(candidate.Name)).Select(a => a.Id)],
        _ => [candidate.Name],
    };
}
