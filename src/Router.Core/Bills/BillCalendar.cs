using Router.Abstractions;

namespace Router.Core.Bills;

/// <summary>A channel's days: in its zone, from cut-off to cut-off. Pure.</summary>
public sealed class BillCalendar
{
    private static readonly TimeOnly s_noon = new(12, 0);
    private readonly TimeZoneInfo _zone;
    private readonly BillManifest _bills;

    private BillCalendar(TimeZoneInfo zone, BillManifest bills) => (_zone, _bills) = (zone, bills);

    /// <returns>Null for a channel without bills, or in a zone that is not known here.</returns>
    public static BillCalendar? Of(ChannelManifest channel)
    {
        if (channel.Bills is not { } bills) return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(channel.TimeZone, out var zone) ? new(zone, bills) : null;
    }

    public DateTimeOffset StartOf(DateOnly day) => EndOf(day.AddDays(-1));

    /// <summary>A cut-off before noon ends the day in the night after it, one after noon in its evening.</summary>
    public DateTimeOffset EndOf(DateOnly day) => Moment(_bills.CutOff > s_noon ? day : day.AddDays(1), _bills.CutOff);

    /// <summary>Before that no bill of the day is complete, whatever the channel answers.</summary>
    public DateTimeOffset ReadyAt(DateOnly day)
    {
        var (told, end) = (Moment(day.AddDays(1), _bills.ReadyAt), EndOf(day));
        return told > end ? told : end;
    }

    public DateOnly DayOf(DateTimeOffset at)
    {
        var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);
        return at < StartOf(local) ? local.AddDays(-1) : at >= EndOf(local) ? local.AddDays(1) : local;
    }

    private DateTimeOffset Moment(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);

        // An hour that a zone leaps over.
        if (_zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
