using Router.Core.Accounts;
using Router.Core.Routing.Eligibility;

namespace Router.Core.Routing;

/// <summary>Candidates that one plan after the other uses.</summary>
internal sealed class CandidatePool
{
    private readonly List<Candidate> _all = [];
    private int _used;

    public Candidate Take(MerchantAccount account, in Eligible eligible, bool isFallback)
    {
        if (_used == _all.Count) _all.Add(new Candidate());
        var candidate = _all[_used++];
        candidate.Begin(account, eligible, isFallback);
        return candidate;
    }

    /// <summary>Whether the plan has the account already.</summary>
    public bool Holds(MerchantAccount account)
    {
        for (var i = 0; i < _used; i++)
            if (ReferenceEquals(_all[i].Account, account)) return true;
        return false;
    }

    public void Clear()
    {
        for (var i = 0; i < _used; i++) _all[i].End();
        _used = 0;
    }
}
