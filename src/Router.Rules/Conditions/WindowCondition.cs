namespace Router.Rules.Conditions;

/// Hours of some days, half-open, on the clock of a zone. Instants are converted to the zone, never clock times to instants, so the hour
/// that a change of clocks skips or repeats needs no rule. A window past midnight belongs to the day it starts on.
internal sealed class WindowCondition(bool[] days, long fromTicks, long toTicks, TimeZoneInfo zone) : Condition
{
    private const long QuarterTicks = 15 * TimeSpan.TicksPerMinute;
    private const long QuartersAtEdge = 2 * 24 * 4;
    private const int MinutesBits = 16;
    private const int MinutesZero = 1 << (MinutesBits - 1);

    private long _knownOffset;

    /// By DayOfWeek, Sunday first.
    public IReadOnlyList<bool> Days => days;

    public long FromTicks => fromTicks;

    public long ToTicks => toTicks;

    public TimeZoneInfo Zone => zone;

    public override bool Holds(FactSource facts)
    {
        ref readonly var time = ref facts[(int)FactId.Time];
        if (time.Kind != FactKind.Instant) return false;
        var local = LocalTicks(time.Number);
        var ofDay = local % TimeSpan.TicksPerDay;
        // The first day there is was a Monday.
        var day = (int)(((local / TimeSpan.TicksPerDay) + 1) % 7);
        if (fromTicks < toTicks) return days[day] && ofDay >= fromTicks && ofDay < toTicks;
        return (days[day] && ofDay >= fromTicks) || (days[(day + 6) % 7] && ofDay < toTicks);
    }

    // To convert an instant takes as long as to decide a payment, and payments come at much the same time: the offset of the last quarter
    // of an hour is kept, in one number so that threads see it whole.
    private long LocalTicks(long utcTicks)
    {
        var quarter = utcTicks / QuarterTicks;
        var known = Volatile.Read(ref _knownOffset);
        if (known != 0 && known >> MinutesBits == quarter)
            return utcTicks + (((known & ((1 << MinutesBits) - 1)) - MinutesZero) * TimeSpan.TicksPerMinute);
        var offset = OffsetTicks(quarter * QuarterTicks);
        var isWhole = offset % TimeSpan.TicksPerMinute == 0 && offset == OffsetTicks(((quarter + 1) * QuarterTicks) - 1);
        if (isWhole && quarter > QuartersAtEdge && quarter < (DateTime.MaxValue.Ticks / QuarterTicks) - QuartersAtEdge)
            Volatile.Write(ref _knownOffset, (quarter << MinutesBits) + (offset / TimeSpan.TicksPerMinute) + MinutesZero);
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(utcTicks, TimeSpan.Zero), zone).Ticks;
    }

    private long OffsetTicks(long utcTicks) =>
        zone.GetUtcOffset(new DateTimeOffset(Math.Min(utcTicks, DateTime.MaxValue.Ticks), TimeSpan.Zero)).Ticks;
}
