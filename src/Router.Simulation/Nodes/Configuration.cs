using Router.Abstractions;
using Router.Core.Accounts;
using Router.Rules;
using Router.Simulation.Banking;
using Router.Simulation.World;

namespace Router.Simulation.Nodes;

/// <summary>Rules and accounts, as a reload brings them.</summary>
/// <param name="Rules">The rule set.</param>
/// <param name="Catalog">Accounts and channels.</param>
internal sealed record Configuration(RuleSet Rules, Catalog Catalog)
{
    private static readonly RuleSet[] s_rules =
    [
        Load("""{ "strategy": "priority", "candidates": ["a", "b", "c", "d", "e"] }"""),
        Load("""{ "strategy": "priority", "candidates": ["c", "e", "a"], "fallback": ["b", "d"] }"""),
        Load("""{ "strategy": "weighted", "candidates": [{ "account": "a", "weight": 5 }, { "account": "b", "weight": 3 }, { "account": "c", "weight": 2 }, { "account": "d", "weight": 2 }, { "account": "e", "weight": 2 }] }"""),
    ];

    /// <summary>Draws a configuration; an account may have been retired in it.</summary>
    public static Configuration Drawn(Draw draw, bool oneIsProduction, bool mayRetire, IReadOnlyList<ChannelManifest> channels, DayLimits limits)
    {
        var accounts = Methods.Accounts(oneIsProduction);
        var out1 = mayRetire ? draw.Below(accounts.Count) : -1;
        var state = draw.Chance(0.5) ? AccountState.Retired : AccountState.NoNewPayments;
        return new(draw.Of(s_rules), new([.. accounts.Select((a, i) => limits.On(i == out1 ? a with { State = state } : a))], channels, "sim"));
    }

    /// <summary>As if somebody had removed an account by force.</summary>
    public Configuration Without(string account) =>
        this with { Catalog = new([.. Catalog.Accounts.Where(a => a.Id != account)], Catalog.Channels, "sim") };

    private static RuleSet Load(string route) =>
        RuleSetLoader.Load("simulation.json", $$"""{ "name": "simulation", "rules": [], "default": { "route": {{route}} } }""").Value
        ?? throw new InvalidOperationException("The simulation's rules cannot be read.");
}
