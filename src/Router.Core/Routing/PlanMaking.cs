using System.Runtime.InteropServices;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Rules;

namespace Router.Core.Routing;

/// <summary>One plan while it is made: which accounts, in which order, and why not the others.</summary>
internal sealed class PlanMaking(
    RouteRequest request, RouterSnapshot snapshot, Facts facts, Eligibility.EligibilityCheck eligibility,
    IReadOnlyDictionary<string, IRoutingStrategy> strategies, double demoteBelow, SeededDraw draw)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<ExcludedCandidate> _excluded = [];
    private readonly string? _cardBank = facts.Text(FactId.CardBank);

    public ReadingLog Readings { get; } = new();

    /// <summary>In order.</summary>
    public List<Candidate> Planned { get; } = [];

    /// <summary>Eligible, but for an open breaker; in order of the file.</summary>
    public List<Candidate> Down { get; } = [];

    public IReadOnlyList<ExcludedCandidate> Excluded
    {
        get
        {
            var planned = Planned.Select(c => c.Account.Id).ToHashSet(StringComparer.Ordinal);
            return [.. _excluded.Concat(Down.Select(d => new ExcludedCandidate(d.Account.Id, "breaker open"))).Where(e => !planned.Contains(e.AccountId))];
        }
    }

    /// <summary>Appends the candidates and fallbacks of one route.</summary>
    public void Append(Verdict verdict, bool isFirst)
    {
        var route = verdict.Route!;
        var strategy = strategies[NameOf(route.Strategy)];
        var inputs = new OrderingInputs(verdict.RuleId, StickKey.Of(route.StickBy, request.Terms), draw);
        var all = Expand(route.Candidates, isFallback: false);
        all.AddRange(Expand(route.Fallback, isFallback: true));
        Down.AddRange(all.Where(c => c.Health.Breaker == BreakerState.Open));
        var probes = all.Where(c => c.Health.Breaker == BreakerState.ProbeDue).ToList();
        var usable = all.Where(c => c.Health.Breaker == BreakerState.Closed).ToList();
        Weigh(usable, strategy.Name);
        foreach (var probe in probes) probe.Note = "probe";

        var from = Planned.Count;
        Planned.AddRange(probes.Take(1));
        AddInOrder(usable.Where(c => !c.IsDemoted));
        AddInOrder(usable.Where(c => c.IsDemoted));
        Planned.AddRange(probes.Skip(1));
        if (isFirst) return;
        foreach (var candidate in Planned.Skip(from)) candidate.Note += $", by {verdict.RuleId ?? "default"}";

        void AddInOrder(IEnumerable<Candidate> some)
        {
            var list = some.ToList();
            var chosen = list.FindAll(c => !c.IsFallback);
            strategy.Order(CollectionsMarshal.AsSpan(chosen), inputs);
            Planned.AddRange(chosen);
            Planned.AddRange(list.FindAll(c => c.IsFallback));
        }
    }

    /// <summary>"whenAllDown": "try": accounts that nothing has reached lately are worth a call that cannot charge twice.</summary>
    public void TryDown()
    {
        foreach (var candidate in Down.Where(c => c.Health.FailuresNotSent))
        {
            candidate.Note = "tried";
            Planned.Add(candidate);
        }
    }

    private void Weigh(List<Candidate> usable, string strategy)
    {
        var panic = usable.Count > 0 && usable.TrueForAll(c => c.Health.Health < demoteBelow);
        foreach (var candidate in usable)
        {
            var health = candidate.Health.Health;
            candidate.Factor = panic ? 1 : health;
            candidate.EffectiveWeight = candidate.Weight;
            candidate.Note = panic ? "panic" : candidate.IsFallback ? "fallback" : strategy;
            if (panic || health >= demoteBelow) continue;

            // The share h stays where it would be without demotion, so that a sick account is seen to recover.
            candidate.IsDemoted = draw.Next() >= health;
            candidate.Note = candidate.IsDemoted ? "demoted" : "explored";
            if (!candidate.IsDemoted) candidate.Factor = 1;
        }
    }

    private List<Candidate> Expand(IReadOnlyList<RouteCandidate> written, bool isFallback)
    {
        var expanded = new List<Candidate>();
        foreach (var candidate in written)
        {
            if (candidate.Weight == 0)
            {
                _excluded.Add(new(candidate.ToString(), "weight 0"));
                continue;
            }

            var fitting = new List<(MerchantAccount Account, Eligibility.Eligible Eligible)>();
            var accounts = AccountsOf(candidate);
            if (accounts.Count == 0) _excluded.Add(new(candidate.ToString(), "stands for no configured account"));
            foreach (var account in accounts)
            {
                if (_taken.Contains(account.Id)) continue;
                var (eligible, refused) = eligibility.Ask(request, snapshot, account, facts, _cardBank, Readings);
                refused ??= Where(candidate, account, eligible!);
                if (refused is null) fitting.Add((account, eligible!));
                else if (!_excluded.Exists(e => e.AccountId == account.Id && e.Reason == refused)) _excluded.Add(new(account.Id, refused));
            }

            foreach (var (account, eligible) in fitting)
            {
                _taken.Add(account.Id);
                expanded.Add(new Candidate
                {
                    Account = account,
                    Method = eligible.Method,
                    BaseWeight = (double)candidate.Weight / fitting.Count,
                    Fee = eligible.Fee,
                    Health = eligible.Health,
                    IsFallback = isFallback,
                });
            }
        }

        return expanded;
    }

    private IReadOnlyList<MerchantAccount> AccountsOf(RouteCandidate candidate) => candidate.Kind switch
    {
        CandidateKind.Channel => [.. snapshot.Catalog.Accounts.Where(a => a.ChannelId == candidate.Name)],
        CandidateKind.Tag => [.. snapshot.Catalog.Accounts.Where(a => a.Tags.Contains(candidate.Name))],
        _ => snapshot.Catalog.FindAccount(candidate.Name) is { } account ? [account] : [],
    };

    private static string? Where(RouteCandidate candidate, MerchantAccount account, Eligibility.Eligible eligible)
    {
        if (candidate.Where is null) return null;
        var (holds, reason) = candidate.Where.Evaluate(new CandidateFacts(
            account.ChannelId, account.Id, account.Tags, eligible.Fee?.Fee, eligible.Fee?.FeePpm, eligible.Health.Health));
        return holds ? null : reason;
    }

    private static string NameOf(RouteStrategy strategy) => strategy switch
    {
        RouteStrategy.Weighted => "weighted",
        RouteStrategy.Priority => "priority",
        RouteStrategy.LowestFee => "lowestFee",
        RouteStrategy.BestSuccess => "bestSuccess",
        RouteStrategy.Split => "split",
        _ => throw new InvalidOperationException($"No strategy is known for {strategy}."),
    };
}
