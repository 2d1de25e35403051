namespace Router.Core.Routing;

/// <summary>When a payment can be planned: so far from both ends of the calendar that hours, days and ends can be reckoned from it.</summary>
public static class PlanTime
{
    private const int FirstYear = 2;
    private const int LastYear = 9998;

    /// <summary>What is asked of a time, for messages.</summary>
    public const string Asked = "a payment's time lies in the years 0002 to 9998";

    public static bool CanBe(DateTimeOffset at) => at.UtcDateTime.Year is >= FirstYear and <= LastYear;
}
