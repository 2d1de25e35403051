using Router.Abstractions;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Core.Accounts;

/// <summary>Reads "limits" of an account.</summary>
internal static class LimitsReader
{
    private static readonly string[] s_members = ["perDay"];
    private static readonly string[] s_dayMembers = ["count", "amount", "zone"];

    public static AccountLimits? Read(JsonItem item, Findings findings)
    {
        if (!Shape.IsObject(item, "limits", findings)) return null;
        Shape.OnlyKnown(item, "limits", s_members, findings);
        if (item.Member("perDay") is not { } member)
        {
            findings.Error(AccountDiagnosticIds.BadDayLimits, item, "\"limits\" bounds nothing: write \"perDay\", or leave \"limits\" out.");
            return null;
        }

        var day = member.Value;
        if (!Shape.IsObject(day, "perDay", findings)) return null;
        Shape.OnlyKnown(day, "perDay", s_dayMembers, findings);
        var count = AccountReader.Integer(day, "count", 1, long.MaxValue, findings);
        var amounts = Amounts(day, findings);
        var zone = day.Member("zone") is { } named ? Zone(named.Value, findings) : null;
        if (day.Member("count") is null && day.Member("amount") is null)
            findings.Error(AccountDiagnosticIds.BadDayLimits, day, "\"perDay\" bounds nothing: write \"count\" or \"amount\".");
        return new(count, amounts, zone);
    }

    private static List<Money>? Amounts(JsonItem day, Findings findings)
    {
        if (day.Member("amount") is not { } member || !Shape.IsObject(member.Value, "amount", findings)) return null;
        if (member.Value.Members.Count == 0)
            findings.Error(AccountDiagnosticIds.BadDayLimits, member.Value, "\"amount\" bounds nothing: write a currency and a sum in minor units, or leave it out.");
        var amounts = new List<Money>();
        foreach (var sum in member.Value.Members)
        {
            if (!Currency.TryParse(sum.Name, out var currency))
            {
                findings.Error(
                    AccountDiagnosticIds.UnknownCurrency, sum, $"\"{sum.Name}\" is no ISO 4217 code of three capital letters.",
                    Suggest.Nearest(sum.Name, Currency.All.Select(c => c.Code)));
            }
            else if (AccountReader.Integer(member.Value, sum.Name, 1, long.MaxValue, findings) is { } minor)
            {
                amounts.Add(new(minor, currency));
            }
        }

        return [.. amounts.OrderBy(a => a.Currency.Code, StringComparer.Ordinal)];
    }

    private static string? Zone(JsonItem value, Findings findings)
    {
        if (value.Kind == JsonKind.Text && TimeZoneInfo.TryFindSystemTimeZoneById(value.Text, out _)) return value.Text;
        findings.Error(AccountDiagnosticIds.BadDayLimits, value, "\"zone\" is an IANA time zone such as \"Asia/Shanghai\".");
        return null;
    }
}
