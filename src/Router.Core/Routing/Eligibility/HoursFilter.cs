using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Routing.Eligibility;

internal sealed class HoursFilter : IEligibilityFilter
{
    public string Name => "hours";

    public string? Refuse(in EligibilityQuestion question)
    {
        var hours = question.Account.Hours;
        foreach (var span in hours)
            if (Holds(span, question.Request.Now)) return null;
        return hours.Count == 0 ? null : "outside its hours";
    }

    public bool MayRefuse(MerchantAccount account, MethodManifest method) => account.Hours.Count > 0;

    // A span past midnight belongs to its start day: after midnight its tail of the day before still runs.
    private static bool Holds(AccountHours span, DateTimeOffset now)
    {
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(span.Zone)).DateTime);
        return span.From <= span.To ? span.From <= time && time < span.To : time >= span.From || time < span.To;
    }
}
