using System.Numerics;
using System.Runtime.CompilerServices;
using Router.Core.Accounts;
using Router.Core.Health;

namespace Router.Core.Routing.Eligibility;

/// <summary>Asks all filters, for the payment's methods in order of preference.</summary>
internal sealed class EligibilityCheck
{
    private const int MaxFilters = 64;

    // The order in which reasons are found, the most telling first; a filter that is not named here comes last.
    private static readonly string[] s_order =
    [
        "excluded", "allowed", "channel", "state", "agreement", "method", "operation", "currency", "limit", "hours", "validity", "extra", "accountLimit", "blocked",
    ];

    // Filters that judge by what is noted in the plan.
    private const int NotedFilters = 2;

    private readonly IEligibilityFilter[] _filters;
    private readonly ulong _all;
    private readonly ulong _beforeHealth;
    private readonly ConditionalWeakTable<Catalog, OfferTable> _tables = [];
    private readonly ConditionalWeakTable<Catalog, OfferTable>.CreateValueCallback _makeTable;

    public EligibilityCheck(IEnumerable<IEligibilityFilter> filters)
    {
        _filters = [.. filters.OrderBy(f => Array.IndexOf(s_order, f.Name) is var place && place < 0 ? s_order.Length : place)
            .ThenBy(f => f.Name, StringComparer.Ordinal)];
        if (_filters.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two eligibility filters are called \"{twice.Key}\"; give each a name of its own.", nameof(filters));
        if (_filters.Length > MaxFilters) throw new ArgumentException($"There are {_filters.Length} eligibility filters; at most {MaxFilters} can be asked.", nameof(filters));
        var plain = Array.FindIndex(_filters, f => Array.IndexOf(s_order[..^NotedFilters], f.Name) < 0);
        _all = Bits(_filters.Length);
        _beforeHealth = Bits(plain < 0 ? _filters.Length : plain);
        _makeTable = catalog => new OfferTable(catalog, _filters);

        static ulong Bits(int count) => count == MaxFilters ? ulong.MaxValue : (1UL << count) - 1;
    }

    /// <summary>The catalog's accounts; made once for each catalog.</summary>
    public OfferTable TableOf(Catalog catalog) => _tables.GetValue(catalog, _makeTable);

    /// <summary>A bit for each filter that may refuse an account for this payment.</summary>
    public ulong FiltersFor(RouteRequest request)
    {
        var bits = 0UL;
        for (var i = 0; i < _filters.Length; i++)
            if (_filters[i].MayRefuse(request)) bits |= 1UL << i;
        return bits;
    }

    /// <returns>Why the account is out; null where it is eligible.</returns>
    public string? Ask(in Asked asked, AccountOffers account, ReadingLog readings, out Eligible eligible)
    {
        var methods = asked.Request.Terms.Methods;
        string? refused = null;
        var refusedOffered = false;
        for (var i = 0; i < methods.Count; i++)
        {
            var name = methods[i];
            var offer = account.Find(name);
            var filters = offer.Method is null ? ulong.MaxValue : offer.Filters & asked.Filters;
            var question = new EligibilityQuestion(asked.Request, account.Account, name, account.Channel, offer.Method, null);
            HealthReading health = default;
            var reason = Refuse(question, filters & _beforeHealth);
            if (reason is null)
            {
                // Health is asked last: what is out for a plainer reason leaves no reading in the plan.
                health = asked.Health.Read(account.Account.Id, name, asked.CardBank);
                readings.Add(account, name, health);
                var left = account.Account.Limits is null || asked.Limits is null ? (LimitLeft?)null : readings.Left(account, asked);
                reason = Refuse(question with { Blocked = health.Blocked, Left = left }, filters & ~_beforeHealth);
            }

            if (reason is null)
            {
                eligible = new Eligible(offer.Method!, account.Fees.Quote(name, asked.CardType, asked.Request.Terms.Amount), health);
                return null;
            }

            // The reason of a method that the account has says more than that another is missing.
            if (refused is null || (!refusedOffered && offer.Method is not null)) (refused, refusedOffered) = (reason, offer.Method is not null);
        }

        eligible = default;
        return refused ?? "the payment names no method";
    }

    private string? Refuse(in EligibilityQuestion question, ulong filters)
    {
        for (filters &= _all; filters != 0; filters &= filters - 1)
            if (_filters[BitOperations.TrailingZeroCount(filters)].Refuse(question) is { } reason) return reason;
        return null;
    }
}
