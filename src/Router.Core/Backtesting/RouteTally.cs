using Router.Core.Orders;

namespace Router.Core.Backtesting;

/// <summary>
/// Plans counted. Tallies of parts add up to the tally of the whole, whatever the parts and their order. Not thread-safe.
/// </summary>
public sealed class RouteTally
{
    /// <summary>How the default is called among the rules.</summary>
    public const string Default = "(default)";

    private readonly SortedDictionary<string, AccountTally> _accounts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _rules = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private long _success;
    private long _successVariance;

    public long Payments { get; private set; }
    public long Routed { get; private set; }

    /// <summary>By the account that stands first.</summary>
    public IReadOnlyDictionary<string, AccountTally> Accounts => _accounts;

    /// <summary>Payments by the rule that decided.</summary>
    public IReadOnlyDictionary<string, long> Rules => _rules;

    /// <summary>Payments by what the plan came to: "routed", "declined", "no candidate", "all down".</summary>
    public IReadOnlyDictionary<string, long> Outcomes => _outcomes;

    /// <summary>Of all payments, the share that the first account alone would have brought home, by its health; a payment that is not routed
    /// brings nothing. The interval is that of the draw; how good the estimates are it does not know.</summary>
    public Share95 ExpectedSuccess => Micro.Share(_success, _successVariance, Payments);

    public void Add(RoutePlan plan, PaymentTerms terms)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(terms);
        Payments++;
        Count(_rules, plan.RuleId ?? Default, 1);
        Count(_outcomes, OutcomeOf(plan), 1);
        if (plan.Outcome != RouteOutcome.Routed) return;
        Routed++;
        var first = plan.Candidates[0];
        AccountOf(first.AccountId).Add(terms.Amount.Currency.Code, terms.Amount.Minor, first.FeeMinor);
        _success += Micro.Of(first.SuccessEstimate);
        _successVariance += Micro.VarianceOf(first.SuccessEstimate);
    }

    public void Merge(RouteTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Payments += other.Payments;
        Routed += other.Routed;
        _success += other._success;
        _successVariance += other._successVariance;
        foreach (var (rule, count) in other._rules) Count(_rules, rule, count);
        foreach (var (outcome, count) in other._outcomes) Count(_outcomes, outcome, count);
        foreach (var (account, tally) in other._accounts) AccountOf(account).Merge(tally);
    }

    /// <summary>The account that a plan begins with, or in brackets what it came to.</summary>
    public static string PlaceOf(RoutePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Outcome switch
        {
            RouteOutcome.Routed => plan.Candidates[0].AccountId,
            RouteOutcome.Declined => "(declined)",
            RouteOutcome.AllDown => "(all down)",
            _ => "(no candidate)",
        };
    }

    private static string OutcomeOf(RoutePlan plan) => plan.Outcome switch
    {
        RouteOutcome.Routed => "routed",
        RouteOutcome.Declined => "declined",
        RouteOutcome.AllDown => "all down",
        _ => "no candidate",
    };

    private AccountTally AccountOf(string account)
    {
        if (!_accounts.TryGetValue(account, out var tally)) _accounts.Add(account, tally = new AccountTally());
        return tally;
    }

    private static void Count(SortedDictionary<string, long> counts, string name, long more) =>
        counts[name] = counts.GetValueOrDefault(name) + more;
}
