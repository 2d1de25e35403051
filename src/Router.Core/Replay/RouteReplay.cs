using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Store;
using Router.Rules;

namespace Router.Core.Replay;

/// <summary>
/// Makes an order's plan again from what was kept and says whether it is the same. Reads only; sends nothing. Thread-safe.
/// </summary>
public sealed class RouteReplay(RoutePlanner planner, IOrderStore store)
{
    public async Task<ReplayResult> ReplayAsync(PaymentOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var plan = order.Plan;
        if (plan.Inputs is not { } inputs)
            return new(ReplayOutcome.NoInputs, "The plan carries no inputs: it was stored before they were kept, and cannot be made again.", [], null);

        var missing = new List<string>();
        var facts = await FactsAsync(inputs.FactsHash, missing);
        var bins = await BinsAsync(inputs.BinsHash, facts, missing);
        var rules = await RulesAsync(plan.RuleSetHash, facts, missing);
        var catalog = await CatalogAsync(plan.CatalogHash, missing);
        if (missing.Count > 0 || rules is null || catalog is null)
            return new(ReplayOutcome.Missing, $"The plan cannot be made again: {string.Join("; ", missing)}.", [], null);

        var madeAt = inputs.MadeAt ?? order.CreatedAt;
        var snapshot = new RouterSnapshot(rules, facts, bins, catalog, HealthView.OfReadings(madeAt, [.. inputs.Readings.Select(Reading)]),
            inputs.Limits is { } limits ? new NotedLimits(limits) : null);
        var request = new RouteRequest(order.Terms, order.CreatedAt, madeAt, order.ExpiresAt, inputs.ExcludedAccounts ?? []);
        var recomputed = planner.Replan(request, snapshot, plan.Seed, inputs.DemoteBelow);
        var differences = PlanDifferences.Between(plan, recomputed);
        return differences.Count == 0
            ? new(ReplayOutcome.Identical, "The plan was made again from what was kept: identical, byte for byte.", [], recomputed)
            : new(ReplayOutcome.Different, "The plan made again from what was kept is another one.", differences, recomputed);
    }

    private static (string, string, HealthReading) Reading(PlanReading r) =>
        (r.AccountId, r.Method, new(r.Health, r.Estimate, r.Approval, BreakerWords.Read(r.Breaker), r.FailuresNotSent, r.Blocked));

    private async Task<FactCatalog> FactsAsync(string? hash, List<string> missing)
    {
        if (hash is null) return FactCatalog.Open;
        var loaded = await ReadAsync(KeptDocuments.Facts(hash), missing) is { } text ? FactCatalog.Load("facts.json", text).Value : null;
        return Checked(loaded, loaded?.Hash, KeptDocuments.Facts(hash), hash, missing) ?? FactCatalog.Open;
    }

    private async Task<BinTable?> BinsAsync(string? hash, FactCatalog facts, List<string> missing)
    {
        if (hash is null) return null;
        var loaded = await ReadAsync(KeptDocuments.Bins(hash), missing) is { } text ? BinTable.Load("bins.csv", text, facts).Value : null;
        return Checked(loaded, loaded?.Hash, KeptDocuments.Bins(hash), hash, missing);
    }

    private async Task<RuleSet?> RulesAsync(string hash, FactCatalog facts, List<string> missing)
    {
        var loaded = await ReadAsync(KeptDocuments.Rules(hash), missing) is { } text ? RuleSetLoader.Load("rules.json", text, facts).Value : null;
        return Checked(loaded, loaded?.Hash, KeptDocuments.Rules(hash), hash, missing);
    }

    private async Task<Catalog?> CatalogAsync(string hash, List<string> missing)
    {
        var loaded = await ReadAsync(KeptDocuments.Catalog(hash), missing) is { } text ? CatalogText.Read(text, hash) : null;
        return Checked(loaded, loaded?.Hash, KeptDocuments.Catalog(hash), hash, missing);
    }

    private async Task<string?> ReadAsync(string name, List<string> missing)
    {
        var text = await store.LoadDocumentAsync(name);
        if (text is null) missing.Add($"the store does not hold {name}");
        return text;
    }

    // A document that is there and has another hash, or cannot be read, was changed in the store.
    private static T? Checked<T>(T? loaded, string? found, string name, string hash, List<string> missing)
        where T : class
    {
        if (found == hash) return loaded;
        var told = $"the store does not hold {name}";
        if (!missing.Contains(told)) missing.Add($"what the store holds as {name} is not what was kept");
        return null;
    }
}
