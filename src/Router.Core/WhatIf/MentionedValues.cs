using System.Globalization;
using Router.Core.Routing;
using Router.Rules;
using Router.Rules.Conditions;

namespace Router.Core.WhatIf;

/// <summary>The values at which a condition turns: its members, the bounds of its ranges and their neighbours, the ends of its hours.</summary>
internal static class MentionedValues
{
    private const int DaysAhead = 8;
    private const int BinDigits = 6;

    /// <summary>Field and value; a value of null is the absent fact.</summary>
    public static IEnumerable<(string Fact, string? Value)> Of(Condition condition, DateTimeOffset now) => condition switch
    {
        FactCondition fact => Of((FactId)fact.Slot, fact.Test),
        MetadataCondition metadata => Texts(metadata.Test, null).Prepend(null).Select(v => ("metadata." + metadata.Key, v)),
        AllCondition all => all.Conditions.SelectMany(c => Of(c, now)),
        AnyCondition any => any.Conditions.SelectMany(c => Of(c, now)),
        NotCondition not => Of(not.Inner, now),
        ActiveCondition active => Instants([active.FromTicks, active.ToTicks]),
        WindowCondition window => Instants(Turns(window, now)),
        _ => [],
    };

    private static IEnumerable<(string Fact, string? Value)> Of(FactId fact, ValueTest test)
    {
        var name = FactNames.Of(fact);
        var values = Texts(test, fact).Select(v => (name, v));
        return FactChange.CanBeAbsent(name) ? values.Append((name, null)) : values;
    }

    private static IEnumerable<string?> Texts(ValueTest test, FactId? fact) => test switch
    {
        MemberTest member => member.Values.Select(v => (string?)v.ToString()),
        RangeTest { Kind: FactKind.Instant } range => Instants([range.Low, range.High == long.MaxValue ? long.MaxValue : range.High + 1]).Select(i => i.Value),
        RangeTest range => Bounds(range),
        BinRangeTest range => new[] { range.Low, range.High }.OfType<string>().SelectMany(b => new[] { b, Neighbour(b, 1), Neighbour(b, -1) }),
        PrefixTest prefix => prefix.Prefixes.Select(p => fact == FactId.CardBin ? p.PadRight(BinDigits, '0') : p),
        NoneOfTest none => Texts(none.Inner, fact),
        AllTests all => all.Tests.SelectMany(t => Texts(t, fact)),
        AnyTest any => any.Tests.SelectMany(t => Texts(t, fact)),
        _ => [],
    };

    private static IEnumerable<string?> Bounds(RangeTest range)
    {
        if (range.Low != long.MinValue)
        {
            yield return Number(range.Low);
            yield return Number(range.Low - 1);
        }

        if (range.High == long.MaxValue) yield break;
        yield return Number(range.High);
        yield return Number(range.High + 1);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Neighbour(string bin, int step) =>
        int.TryParse(bin, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number + step >= 0
            ? (number + step).ToString(CultureInfo.InvariantCulture).PadLeft(bin.Length, '0') is { Length: >= BinDigits and <= 8 } text ? text : null
            : null;

    private static IEnumerable<(string Fact, string? Value)> Instants(IEnumerable<long> ticks) => ticks
        .Where(t => t >= TimeSpan.TicksPerSecond && t < DateTimeOffset.MaxValue.Ticks)
        .SelectMany(t => new[] { t, t - TimeSpan.TicksPerSecond })
        .Where(t => PlanTime.CanBe(new DateTimeOffset(t, TimeSpan.Zero)))
        .Select(t => ("time", (string?)new DateTimeOffset(t, TimeSpan.Zero).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)));

    // The next opening and the next closing of a window.
    private static List<long> Turns(WindowCondition window, DateTimeOffset now)
    {
        var today = TimeZoneInfo.ConvertTime(now, window.Zone).Date;
        var found = new List<long>();
        foreach (var ofDay in new[] { window.FromTicks, window.ToTicks })
        {
            for (var day = 0; day < DaysAhead; day++)
            {
                var local = today.AddDays(day).AddTicks(ofDay);
                if (window.Zone.IsInvalidTime(local)) continue;
                var instant = TimeZoneInfo.ConvertTimeToUtc(local, window.Zone);
                var isTurn = window.Holds(At(instant)) != window.Holds(At(instant.AddSeconds(-1)));
                if (instant <= now.UtcDateTime || !isTurn) continue;
                found.Add(instant.Ticks);
                break;
            }
        }

        return found;
    }

    private static Facts At(DateTime utc) => new FactsBuilder().SetTime(new DateTimeOffset(utc, TimeSpan.Zero)).Build();
}
