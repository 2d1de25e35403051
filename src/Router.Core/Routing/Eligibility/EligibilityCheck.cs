using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Rules;
using Router.Rules.Fees;

namespace Router.Core.Routing.Eligibility;

/// <summary>What an eligible account brings to a payment.</summary>
internal sealed record Eligible(MethodManifest Method, FeeQuote? Fee, HealthReading Health);

/// <summary>Asks all filters, for the payment's methods in order of preference.</summary>
internal sealed class EligibilityCheck
{
    // The order in which reasons are found, the most telling first; a filter that is not named here comes last.
    private static readonly string[] s_order =
    [
        "excluded", "allowed", "channel", "state", "agreement", "method", "operation", "currency", "limit", "hours", "validity", "extra", "blocked",
    ];

    private readonly IEligibilityFilter[] _filters;
    private readonly int _healthFrom;

    public EligibilityCheck(IEnumerable<IEligibilityFilter> filters)
    {
        _filters = [.. filters.OrderBy(f => Array.IndexOf(s_order, f.Name) is var place && place < 0 ? s_order.Length : place)
            .ThenBy(f => f.Name, StringComparer.Ordinal)];
        if (_filters.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two eligibility filters are called \"{twice.Key}\"; give each a name of its own.", nameof(filters));
        var plain = Array.FindIndex(_filters, f => Array.IndexOf(s_order[..^1], f.Name) < 0);
        _healthFrom = plain < 0 ? _filters.Length : plain;
    }

    public (Eligible? Eligible, string? Refused) Ask(
        RouteRequest request, RouterSnapshot snapshot, MerchantAccount account, Facts facts, string? cardBank, ReadingLog readings)
    {
        var channel = snapshot.Catalog.FindChannel(account.ChannelId);
        string? refused = null;
        var refusedOffered = false;
        foreach (var name in request.Terms.Methods)
        {
            var method = snapshot.Catalog.FindMethod(account.Id, name);
            HealthReading health = default;
            var question = new EligibilityQuestion(request, account, name, channel, method, null);
            var reason = Refuse(question, _filters.AsSpan(0, _healthFrom));
            if (reason is null)
            {
                // Health is asked last: what is out for a plainer reason leaves no reading in the plan.
                health = snapshot.Health.Read(account.Id, name, cardBank);
                readings.Add(account.Id, name, health);
                reason = Refuse(question with { Blocked = health.Blocked }, _filters.AsSpan(_healthFrom));
            }

            if (reason is null)
            {
                var fee = snapshot.Catalog.FeesOf(account.Id).Quote(name, facts.Text(FactId.CardType), request.Terms.Amount);
                return (new Eligible(method!, fee, health), null);
            }

            // The reason of a method that the account has says more than that another is missing.
            if (refused is null || (!refusedOffered && method is not null)) (refused, refusedOffered) = (reason, method is not null);
        }

        return (null, refused ?? "the payment names no method");
    }

    private static string? Refuse(EligibilityQuestion question, ReadOnlySpan<IEligibilityFilter> filters)
    {
        foreach (var filter in filters)
            if (filter.Refuse(question) is { } reason) return reason;
        return null;
    }
}
