namespace Router.Rules.Conditions;

/// Hours of some days, half-open, on the clock of a zone. Instants are converted to the zone, never clock times to instants, so the hour
/// that a change of clocks skips or repeats needs no rule. A window past midnight belongs to the day it starts on.
internal sealed class WindowCondition(bool[] days, long fromTicks, long toTicks, TimeZoneInfo zone) : Condition
{
    /// By DayOfWeek, Sunday first.
    public IReadOnlyList<bool> Days => days;

    public long FromTicks => fromTicks;

    public long ToTicks => toTicks;

    public TimeZoneInfo Zone => zone;

    public override bool Holds(FactSource facts)
    {
        ref readonly var time = ref facts[(int)FactId.Time];
        if (time.Kind != FactKind.Instant) return false;
        var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(time.Number, TimeSpan.Zero), zone);
        var ofDay = local.TimeOfDay.Ticks;
        var today = days[(int)local.DayOfWeek];
        if (fromTicks < toTicks) return today && ofDay >= fromTicks && ofDay < toTicks;
        return (today && ofDay >= fromTicks) || (days[((int)local.DayOfWeek + 6) % 7] && ofDay < toTicks);
    }
}
