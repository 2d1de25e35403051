namespace Router.Channel.PayPal.Bills;

/// <summary>A span of whole seconds, both ends included, as Transaction Search takes it.</summary>
internal sealed record BillWindow(DateTimeOffset From, DateTimeOffset To)
{
    public static BillWindow Of(DateOnly day)
    {
        var from = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return new(from, from.AddDays(1).AddSeconds(-1));
    }

    /// <returns>Null where it cannot be cut any more.</returns>
    public (BillWindow Early, BillWindow Late)? Halves()
    {
        var seconds = (long)(To - From).TotalSeconds + 1;
        if (seconds < 2) return null;
        var middle = From.AddSeconds(seconds / 2);
        return (new(From, middle.AddSeconds(-1)), new(middle, To));
    }
}
