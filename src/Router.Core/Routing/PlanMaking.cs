using System.Runtime.InteropServices;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing.Eligibility;
using Router.Rules;

namespace Router.Core.Routing;

/// <summary>
/// One plan while it is made: which accounts, in which order, and why not the others. A thread keeps one and uses it again; a plan made
/// within another takes a new one.
/// </summary>
internal sealed class PlanMaking : IDisposable
{
    [ThreadStatic]
    private static PlanMaking? t_spare;

    private readonly CandidatePool _pool = new();
    private readonly ReadingLog _readings = new();
    private readonly SeededDraw _draw = new(0);
    private readonly List<Candidate> _expanded = [];
    private readonly List<Candidate> _planned = [];
    private readonly List<Candidate> _down = [];
    private readonly List<ExcludedCandidate> _excluded = [];
    private PlanningRules _rules = null!;
    private OfferTable _table = null!;
    private Asked _asked;
    private double _demoteBelow;

    public bool HasPlanned => _planned.Count > 0;

    /// <summary>Whether an account is eligible, but for an open breaker.</summary>
    public bool HasDown => _down.Count > 0;

    public static PlanMaking Begin(PlanningRules rules, RouteRequest request, Facts facts, RouterSnapshot snapshot, ulong seed, double demoteBelow)
    {
        var making = t_spare ?? new PlanMaking();
        t_spare = null;
        making._rules = rules;
        making._table = rules.Eligibility.TableOf(snapshot.Catalog);
        making._asked = new(request, snapshot.Health, rules.Eligibility.FiltersFor(request), facts.Text(FactId.CardBank), facts.Text(FactId.CardType),
            snapshot.Limits);
        making._demoteBelow = demoteBelow;
        making._draw.Restart(seed);
        return making;
    }

    public void Dispose()
    {
        _pool.Clear();
        _readings.Clear();
        _expanded.Clear();
        _planned.Clear();
        _down.Clear();
        _excluded.Clear();
        _asked = default;
        _rules = null!;
        _table = null!;
        t_spare = this;
    }

    /// <summary>Appends the candidates and fallbacks of one route.</summary>
    public void Append(Verdict verdict, bool isFirst)
    {
        var route = verdict.Route!;
        var strategy = _rules.StrategyOf(route.Strategy);
        var inputs = new OrderingInputs(verdict.RuleId, StickKey.Of(route.StickBy, _asked.Request.Terms), _draw);
        _expanded.Clear();
        Expand(route.Candidates, isFallback: false);
        Expand(route.Fallback, isFallback: true);
        Weigh(strategy.Name);

        var from = _planned.Count;
        AddProbe();
        AddInOrder(strategy, inputs, demoted: false);
        AddInOrder(strategy, inputs, demoted: true);
        AddOtherProbes(from);
        if (isFirst) return;
        foreach (var candidate in CollectionsMarshal.AsSpan(_planned)[from..]) candidate.Note += $", by {verdict.RuleId ?? "default"}";
    }

    /// <summary>"whenAllDown": "try": accounts that nothing has reached lately are worth a call that cannot charge twice.</summary>
    public void TryDown()
    {
        foreach (var candidate in _down)
        {
            if (!candidate.Health.FailuresNotSent) continue;
            candidate.Note = "tried";
            _planned.Add(candidate);
        }
    }

    public PlannedCandidate[] Planned()
    {
        if (_planned.Count == 0) return [];
        var planned = new PlannedCandidate[_planned.Count];
        for (var i = 0; i < planned.Length; i++) planned[i] = _planned[i].ToPlanned();
        return planned;
    }

    public ExcludedCandidate[] Excluded()
    {
        foreach (var candidate in _down)
            if (!IsPlanned(candidate.Account.Id)) _excluded.Add(new(candidate.Account.Id, "breaker open"));
        var kept = 0;
        foreach (var excluded in CollectionsMarshal.AsSpan(_excluded))
            if (!IsPlanned(excluded.AccountId)) _excluded[kept++] = excluded;
        return kept == 0 ? [] : CollectionsMarshal.AsSpan(_excluded)[..kept].ToArray();
    }

    public PlanReading[] Readings() => _readings.ToPlan();

    /// <summary>What was read of accounts with daily limits; null: none.</summary>
    public PlanLimit[]? Limits() => _readings.Limits();

    /// <summary>Accounts that are out for their daily limit alone; null: none.</summary>
    public string? AtLimit()
    {
        string? all = null;
        foreach (var excluded in _excluded)
            if (excluded.Reason.StartsWith(AccountLimitFilter.Code, StringComparison.Ordinal)) all = all is null ? excluded.AccountId : $"{all}, {excluded.AccountId}";
        return all;
    }

    private bool IsPlanned(string accountId)
    {
        foreach (var candidate in _planned)
            if (candidate.Account.Id == accountId) return true;
        return false;
    }

    // Open breakers are set aside; a due probe stands outside the order; the rest is weighed.
    private void Weigh(string strategy)
    {
        var panic = true;
        foreach (var candidate in _expanded)
        {
            var breaker = candidate.Health.Breaker;
            if (breaker == BreakerState.Open) _down.Add(candidate);
            else if (breaker == BreakerState.ProbeDue) candidate.Note = "probe";
            else panic &= candidate.Health.Health < _demoteBelow;
        }

        foreach (var candidate in _expanded)
        {
            if (candidate.Health.Breaker != BreakerState.Closed) continue;
            var health = candidate.Health.Health;
            candidate.Factor = panic ? 1 : health;
            candidate.EffectiveWeight = candidate.Weight;
            candidate.Note = panic ? "panic" : candidate.IsFallback ? "fallback" : strategy;
            if (panic || health >= _demoteBelow) continue;

            // The share h stays where it would be without demotion, so that a sick account is seen to recover.
            candidate.IsDemoted = _draw.Next() >= health;
            candidate.Note = candidate.IsDemoted ? "demoted" : "explored";
            if (!candidate.IsDemoted) candidate.Factor = 1;
        }
    }

    private void AddProbe()
    {
        foreach (var candidate in _expanded)
        {
            if (candidate.Health.Breaker != BreakerState.ProbeDue) continue;
            _planned.Add(candidate);
            return;
        }
    }

    private void AddOtherProbes(int from)
    {
        foreach (var candidate in _expanded)
            if (candidate.Health.Breaker == BreakerState.ProbeDue && !ReferenceEquals(candidate, _planned[from])) _planned.Add(candidate);
    }

    private void AddInOrder(IRoutingStrategy strategy, in OrderingInputs inputs, bool demoted)
    {
        var from = _planned.Count;
        AddUsable(demoted, fallback: false);
        strategy.Order(CollectionsMarshal.AsSpan(_planned)[from..], inputs);
        AddUsable(demoted, fallback: true);
    }

    private void AddUsable(bool demoted, bool fallback)
    {
        foreach (var candidate in _expanded)
            if (candidate.Health.Breaker == BreakerState.Closed && candidate.IsDemoted == demoted && candidate.IsFallback == fallback) _planned.Add(candidate);
    }

    private void Expand(IReadOnlyList<RouteCandidate> written, bool isFallback)
    {
        for (var i = 0; i < written.Count; i++)
        {
            var candidate = written[i];
            if (candidate.Weight == 0)
            {
                _excluded.Add(new(candidate.ToString(), "weight 0"));
                continue;
            }

            var from = _expanded.Count;
            var accounts = _table.Find(candidate);
            if (accounts.IsEmpty) _excluded.Add(new(candidate.ToString(), "stands for no configured account"));
            foreach (var account in accounts) Ask(candidate, account, isFallback);
            var fitting = CollectionsMarshal.AsSpan(_expanded)[from..];
            foreach (var fits in fitting) fits.BaseWeight = (double)candidate.Weight / fitting.Length;
        }
    }

    private void Ask(RouteCandidate candidate, AccountOffers account, bool isFallback)
    {
        if (_pool.Holds(account.Account)) return;
        var refused = _rules.Eligibility.Ask(_asked, account, _readings, out var eligible);
        if (refused is null && candidate.Where is { } where)
        {
            var (holds, reason) = where.Evaluate(new CandidateFacts(
                account.Account.ChannelId, account.Account.Id, account.Account.Tags, eligible.Fee?.Fee, eligible.Fee?.FeePpm, eligible.Health.Health));
            if (!holds) refused = reason;
        }

        if (refused is null) _expanded.Add(_pool.Take(account.Account, eligible, isFallback));
        else if (!IsExcluded(account.Account.Id, refused)) _excluded.Add(new(account.Account.Id, refused));
    }

    private bool IsExcluded(string accountId, string reason)
    {
        foreach (var excluded in _excluded)
            if (excluded.AccountId == accountId && excluded.Reason == reason) return true;
        return false;
    }
}
