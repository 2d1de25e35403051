using System.Collections.Frozen;
using Router.Core.Accounts;
using Router.Rules;

namespace Router.Core.Routing.Eligibility;

/// <summary>The accounts of one catalog by the names that rules use. Immutable.</summary>
internal sealed class OfferTable
{
    private readonly FrozenDictionary<string, AccountOffers[]> _accounts;
    private readonly FrozenDictionary<string, AccountOffers[]> _channels;
    private readonly FrozenDictionary<string, AccountOffers[]> _tags;

    public OfferTable(Catalog catalog, IReadOnlyList<IEligibilityFilter> filters)
    {
        var all = catalog.Accounts.Select(a => Of(a, catalog, filters)).ToList();
        _accounts = all.ToFrozenDictionary(a => a.Account.Id, a => new[] { a }, StringComparer.Ordinal);
        _channels = all.GroupBy(a => a.Account.ChannelId).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        _tags = all.SelectMany(a => a.Account.Tags.Distinct().Select(tag => (tag, a))).GroupBy(t => t.tag, t => t.a)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The accounts that a candidate stands for, in order of id.</summary>
    public ReadOnlySpan<AccountOffers> Find(RouteCandidate candidate)
    {
        var table = candidate.Kind switch
        {
            CandidateKind.Channel => _channels,
            CandidateKind.Tag => _tags,
            _ => _accounts,
        };
        return table.GetValueOrDefault(candidate.Name);
    }

    private static AccountOffers Of(MerchantAccount account, Catalog catalog, IReadOnlyList<IEligibilityFilter> filters)
    {
        var channel = catalog.FindChannel(account.ChannelId);
        var offers = new List<Offer>();
        foreach (var method in channel?.Methods ?? [])
        {
            var bits = 0UL;
            for (var i = 0; i < filters.Count; i++)
                if (filters[i].MayRefuse(account, method)) bits |= 1UL << i;
            offers.Add(new(method, bits));
        }

        return new AccountOffers(account, channel, catalog.FeesOf(account.Id), [.. offers], catalog);
    }
}
