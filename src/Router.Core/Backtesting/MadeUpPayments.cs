using System.Globalization;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.WhatIf;
using Router.Rules;
using Router.Rules.Conditions;

namespace Router.Core.Backtesting;

/// <summary>
/// Payments made up from the values that the rules mention, so that every rule has a chance to be met. They show how a file divides what it
/// speaks of; what real traffic looks like they do not know.
/// </summary>
public static class MadeUpPayments
{
    private const double FollowsRule = 0.8;
    private const double IsAbsent = 0.3;
    private const string Amount = "amount";
    private const string CurrencyFact = "currency";
    private const string Method = "method";
    private const string Time = "time";

    /// <param name="rules">The rules.</param>
    /// <param name="catalog">Its channels' methods and currencies are used where the rules name none.</param>
    /// <param name="at">When payments are accepted, where no rule asks for a time.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed makes the same payments.</param>
    public static IReadOnlyList<RecordedPayment> Draw(RuleSet rules, Catalog catalog, DateTimeOffset at, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(catalog);
        var draw = new SeededDraw(seed);
        var byRule = rules.Rules.Select(rule => Values([rule.When], at)).ToList();
        var all = Values(rules.Rules.Select(rule => rule.When), at);
        if (rules.Currencies is { } own) all[CurrencyFact] = [.. own.Order(StringComparer.Ordinal)];
        all.TryAdd(CurrencyFact, [.. catalog.Channels.SelectMany(c => c.Methods).SelectMany(m => m.Currencies).Select(c => c.Code).Distinct().Order(StringComparer.Ordinal)]);
        all[Method] = [.. all.GetValueOrDefault(Method, []).Concat(catalog.Channels.SelectMany(c => c.Methods).Select(m => m.Name)).Distinct()];
        all.TryAdd(Amount, ["1000"]);
        var payments = new List<RecordedPayment>(count);
        for (var i = 0; i < count; i++)
        {
            var followed = byRule.Count == 0 ? all : byRule[Index(draw, byRule.Count)];
            payments.Add(Payment(all, followed, at, i, draw));
        }

        return payments;
    }

    private static RecordedPayment Payment(
        SortedDictionary<string, List<string>> all, SortedDictionary<string, List<string>> followed, DateTimeOffset at, int number, SeededDraw draw)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (fact, values) in all)
        {
            var wanted = followed.TryGetValue(fact, out var own) && draw.Next() < FollowsRule ? own : values;
            var isNeeded = fact is Amount or CurrencyFact or Method;
            if (wanted.Count > 0 && (isNeeded || ReferenceEquals(wanted, own) || draw.Next() >= IsAbsent)) facts[fact] = wanted[Index(draw, wanted.Count)];
        }

        return new RecordedPayment
        {
            AcceptedAt = Take(facts, Time) is { } time && FactText.TryInstant(time, out var instant) ? instant : at,
            Terms = new PaymentTerms
            {
                Merchant = Take(facts, "merchant") ?? "made-up",
                MerchantOrderNo = string.Create(CultureInfo.InvariantCulture, $"made-up-{number}"),
                Amount = new Money(AmountOf(Take(facts, Amount)), Currency.TryParse(Take(facts, CurrencyFact) ?? "", out var currency) ? currency : Currency.CNY),
                Description = "made up",
                Methods = [Take(facts, Method) ?? "none"],
                Facts = facts,
            },
        };
    }

    private static SortedDictionary<string, List<string>> Values(IEnumerable<Condition> conditions, DateTimeOffset at)
    {
        var values = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        foreach (var (fact, value) in conditions.SelectMany(c => MentionedValues.Of(c, at)))
        {
            if (value is null || !seen.Add((fact, value))) continue;
            if (!values.TryGetValue(fact, out var known)) values.Add(fact, known = []);
            known.Add(value);
        }

        return values;
    }

    private static long AmountOf(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minor) ? Math.Max(1, minor) : 1_000;

    private static string? Take(SortedDictionary<string, string> facts, string name) => facts.Remove(name, out var value) ? value : null;

    private static int Index(SeededDraw draw, int count) => (int)(draw.Next() * count);
}
