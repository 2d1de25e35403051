using System.Globalization;
using System.Text.Json.Nodes;
using Router.Core.Backtesting;
using Router.Rules;

namespace Router.Host.Offline.Trial;

/// <summary>Tallies for programs. Sums of money are texts: they may be greater than a number of JSON is sure to carry.</summary>
internal static class TrialJson
{
    public static JsonObject Of(RouteTally tally, RuleSet rules)
    {
        var accounts = new JsonArray();
        foreach (var (account, got) in tally.Accounts)
        {
            accounts.Add((JsonNode)new JsonObject
            {
                ["account"] = account,
                ["payments"] = got.Payments,
                ["share"] = Share(got.Payments, tally.Payments),
                ["money"] = new JsonArray([.. got.Money.Select(m => new JsonObject
                {
                    ["currency"] = m.Key, ["amountMinor"] = Text(m.Value.AmountMinor), ["feeMinor"] = Text(m.Value.FeeMinor),
                })]),
            });
        }

        return new()
        {
            ["payments"] = tally.Payments,
            ["outcomes"] = Counts(tally.Outcomes),
            ["accounts"] = accounts,
            ["rules"] = Counts(tally.Rules),
            ["neverHit"] = Texts(TrialText.NeverHit(rules, tally)),
            ["expectedSuccess"] = Of(tally.ExpectedSuccess),
        };
    }

    public static JsonObject Of(BacktestTally tally, RuleSet before, RuleSet after) => new()
    {
        ["payments"] = tally.Old.Payments,
        ["changed"] = tally.Changed,
        ["newlyRefused"] = tally.NewlyRefused,
        ["newlyRouted"] = tally.NewlyRouted,
        ["matrix"] = Matrix(tally),
        ["fees"] = new JsonArray([.. tally.Fees.Select(f => new JsonObject
        {
            ["currency"] = f.Key, ["oldMinor"] = Text(f.Value.OldMinor), ["newMinor"] = Text(f.Value.NewMinor),
        })]),
        ["expectedSuccess"] = new JsonObject
        {
            ["old"] = Of(tally.Old.ExpectedSuccess),
            ["new"] = Of(tally.New.ExpectedSuccess),
            ["difference"] = Of(tally.SuccessDifference),
            ["newWithoutHealth"] = tally.NewWithoutHealth,
        },
        ["recorded"] = new JsonObject
        {
            ["firstAccounts"] = tally.Recorded,
            ["sameByOldRules"] = tally.RecordedAgain,
            ["finished"] = tally.RecordedFinished,
            ["succeeded"] = tally.RecordedSucceeded,
        },
        ["old"] = Of(tally.Old, before),
        ["new"] = Of(tally.New, after),
        ["refusals"] = Examples(tally.Refusals),
        ["changes"] = Examples(tally.Changes),
    };

    private static JsonArray Matrix(BacktestTally tally) => new([.. tally.Matrix.SelectMany(row => row.Value.Select(cell => new JsonObject
    {
        ["old"] = row.Key, ["new"] = cell.Key, ["payments"] = cell.Value,
    }))]);

    private static JsonArray Examples(IEnumerable<ChangedPayment> changes) => new([.. changes.Select(change => new JsonObject
    {
        ["number"] = change.Number, ["order"] = change.OrderNo, ["old"] = change.From, ["oldRule"] = change.FromRule,
        ["new"] = change.To, ["newRule"] = change.ToRule, ["reason"] = change.Reason,
    })]);

    private static JsonObject Of(Share95 share) => new() { ["mean"] = share.Mean, ["low"] = share.Low, ["high"] = share.High };

    private static JsonObject Counts(IReadOnlyDictionary<string, long> counts) => new([.. counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static double Share(long part, long whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 6);

    private static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);
}
