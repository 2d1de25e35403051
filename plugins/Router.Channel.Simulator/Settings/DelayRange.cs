namespace Router.Channel.Simulator.Settings;

internal sealed record DelayRange(long MinMs, long MaxMs)
{
    private const long DayMs = 86_400_000;

    internal static DelayRange Read(SettingsReader parent, string name, DelayRange otherwise)
    {
        if (parent.Object(name) is not { } reader) return otherwise;
        var range = new DelayRange(reader.Whole("min", 0, 0, DayMs), reader.Whole("max", 0, 0, DayMs));
        reader.RefuseOthers();
        return range.MaxMs >= range.MinMs ? range : throw reader.Wrong("max", "is below min", "write a max of at least min");
    }

    internal TimeSpan At(double unit) => TimeSpan.FromMilliseconds(MinMs + (long)((MaxMs - MinMs) * unit));
}
