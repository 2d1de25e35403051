using Router.Rules.Conditions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Reads "route" and "decline".
internal sealed class RouteReader(RuleLoadContext known, TestReader tests, Findings findings)
{
    private const int MaxWeight = 1_000_000;

    private static readonly string[] s_members = ["strategy", "candidates", "fallback", "onExhausted", "stickBy"];
    private static readonly string[] s_declineMembers = ["reason"];
    private static readonly string[] s_strategies = ["weighted", "priority", "lowestFee", "bestSuccess", "split"];
    private static readonly string[] s_stickBy = ["payer", "card", "order"];
    private static readonly string[] s_onExhausted = ["continue", "default", "decline"];
    private static readonly string[] s_kinds = ["account", "channel", "tag"];
    private static readonly string[] s_candidateMembers = [.. s_kinds, "weight", "where"];

    private readonly Vocabulary _candidates = Vocabulary.OfCandidates(known);

    public Route? Route(JsonItem item)
    {
        if (!Shape.IsObject(item, "\"route\"", findings)) return null;
        Shape.OnlyKnown(item, "\"route\"", s_members, findings);
        var strategy = Strategy(item);
        var onExhausted = item.Member("onExhausted") is { } exhausted
            ? Shape.Word(exhausted.Value, "onExhausted", s_onExhausted, findings) ?? 0
            : 0;
        var stickBy = item.Member("stickBy") is { } stick ? StickBy(stick, strategy) : 0;
        var candidates = Candidates(item);
        var fallback = item.Member("fallback") is { } list && Shape.IsArray(list.Value, "\"fallback\"", findings)
            ? All(list.Value, weighted: false)
            : [];
        return new Route(strategy, candidates, fallback, (OnExhausted)onExhausted, (StickBy)stickBy);
    }

    public string? Decline(JsonItem item)
    {
        if (!Shape.IsObject(item, "\"decline\"", findings)) return null;
        Shape.OnlyKnown(item, "\"decline\"", s_declineMembers, findings);
        if (item.Member("reason") is { } reason) return Shape.Text(reason.Value, "\"reason\"", 256, findings);
        findings.Error(DiagnosticIds.Missing, item, "\"decline\" has no \"reason\". Say why: the payment's record shows it.");
        return null;
    }

    private RouteStrategy Strategy(JsonItem item)
    {
        if (item.Member("strategy") is not { } strategy)
        {
            findings.Error(DiagnosticIds.Missing, item, $"\"route\" has no \"strategy\". Write one of {Suggest.List(s_strategies)}.");
            return 0;
        }

        return (RouteStrategy)(Shape.Word(strategy.Value, "strategy", s_strategies, findings) ?? 0);
    }

    private int StickBy(JsonMember member, RouteStrategy strategy)
    {
        if (strategy == RouteStrategy.Split) return Shape.Word(member.Value, "stickBy", s_stickBy, findings) ?? 0;
        findings.Error(
            DiagnosticIds.StickByWithoutSplit, member,
            $"\"stickBy\" belongs to the strategy split; {s_strategies[(int)strategy]} keeps nobody at an account. Delete it, or write \"split\".");
        return 0;
    }

    private List<RouteCandidate> Candidates(JsonItem route)
    {
        if (route.Member("candidates") is not { } member)
        {
            findings.Error(DiagnosticIds.Missing, route, "\"route\" has no \"candidates\". Name at least one account.");
            return [];
        }

        if (!Shape.IsArray(member.Value, "\"candidates\"", findings)) return [];
        if (member.Value.Items.Count == 0)
            findings.Error(DiagnosticIds.Empty, member.Value, "\"candidates\" is empty. Name at least one account.");
        var errorsBefore = findings.ErrorCount;
        var candidates = All(member.Value, weighted: true);
        if (candidates.Count > 0 && findings.ErrorCount == errorsBefore && candidates.TrueForAll(c => c.Weight == 0))
            findings.Error(
                DiagnosticIds.BadWeight, member.Value,
                "The weights add up to 0, so no candidate could ever be chosen. Give one of them a weight.");
        return candidates;
    }

    private List<RouteCandidate> All(JsonItem array, bool weighted)
    {
        var candidates = new List<RouteCandidate>(array.Items.Count);
        foreach (var item in array.Items)
            if (Candidate(item, weighted) is { } candidate) candidates.Add(candidate);
        return candidates;
    }

    private RouteCandidate? Candidate(JsonItem item, bool weighted)
    {
        if (item.Kind == JsonKind.Text)
            return Target(CandidateKind.Account, item) is { } account ? new(CandidateKind.Account, account, 1, null) : null;
        if (item.Kind != JsonKind.Object)
        {
            findings.Error(
                DiagnosticIds.WrongType, item,
                $"A candidate is an account's name or an object with account, channel or tag; here stands {Shape.Kind(item)}.");
            return null;
        }

        Shape.OnlyKnown(item, "A candidate", s_candidateMembers, findings);
        var weight = Weight(item.Member("weight"), weighted);
        var where = item.Member("where") is { } condition ? Where(condition.Value) : null;
        JsonMember? named = null;
        var count = 0;
        foreach (var member in item.Members)
        {
            if (Array.IndexOf(s_kinds, member.Name) < 0) continue;
            named = member;
            count++;
        }

        if (named is null || count != 1)
        {
            var id = named is null ? DiagnosticIds.Missing : DiagnosticIds.Contradiction;
            findings.Error(id, item, "A candidate names exactly one of account, channel and tag.");
            return null;
        }

        var kind = (CandidateKind)Array.IndexOf(s_kinds, named.Name);
        return Target(kind, named.Value) is { } name ? new(kind, name, weight, where) : null;
    }

    private string? Target(CandidateKind kind, JsonItem item)
    {
        var word = s_kinds[(int)kind];
        if (Shape.Text(item, $"The {word}", 64, findings) is not { } name) return null;
        var existing = kind switch
        {
            CandidateKind.Account => known.Accounts,
            CandidateKind.Channel => known.Channels,
            _ => known.AccountTags,
        };
        if (existing is null || existing.Contains(name)) return name;
        if (IsRemoved(kind, name))
        {
            // A removal must not keep the rules, and with them the router, from starting.
            var whose = kind == CandidateKind.Account ? $"Account \"{name}\"" : $"Every account with the tag \"{name}\"";
            findings.Warning(DiagnosticIds.RemovedTarget, item, $"{whose} was removed for good: it gets no payments here. Delete it.");
            return name;
        }

        string[] sorted = [.. existing.Order(StringComparer.Ordinal)];
        var list = sorted.Length == 0 ? "There is none." : $"There are: {Suggest.List(sorted)}.";
        findings.Error(DiagnosticIds.UnknownTarget, item, $"There is no {word} \"{name}\". {list}", Suggest.Nearest(name, sorted));
        return null;
    }

    private bool IsRemoved(CandidateKind kind, string name) => kind switch
    {
        CandidateKind.Account => known.RemovedAccounts.Contains(name),
        CandidateKind.Tag => known.RemovedTags.Contains(name),
        _ => false,
    };

    private int Weight(JsonMember? member, bool weighted)
    {
        if (member is null) return 1;
        if (!weighted)
        {
            findings.Error(DiagnosticIds.BadWeight, member, "\"fallback\" is walked in order, so a weight means nothing there. Delete it.");
            return 1;
        }

        if (member.Value.TryInteger(out var weight) && weight is >= 0 and <= MaxWeight) return (int)weight;
        findings.Error(DiagnosticIds.BadWeight, member.Value, $"A weight is a whole number from 0 (never) to {MaxWeight}, without quotes.{Hints.ForWeight(member.Value)}");
        return 1;
    }

    private CandidateCondition? Where(JsonItem item)
    {
        if (!Shape.IsObject(item, "\"where\"", findings)) return null;
        if (item.Members.Count == 0) findings.Error(DiagnosticIds.Empty, item, "\"where\" is empty. Write a condition or delete it.");
        var group = new GroupReader(_candidates, tests, findings);
        var terms = group.ReadTerms(item);
        return new CandidateCondition([.. group.Compared.Select(f => (f.Name, f.Slot))], [.. terms.Select(t => Term(t.Member, t.Condition))]);
    }

    private (Condition, string, string?, int) Term(JsonMember member, Condition condition)
    {
        var text = CanonicalJson.Text(member.Value);
        return _candidates.Find(member.Name) is { } field
            ? (condition, text, field.Name, field.Slot)
            : (condition, $"{member.Name} {text}", null, -1);
    }
}
