namespace Router.Channel.Simulator.Settings;

// The whole channel is away, always or between two times.
internal sealed record OutageRule(DateTimeOffset From, DateTimeOffset To, bool TimesOut)
{
    internal static OutageRule? Read(SettingsReader faults)
    {
        if (faults.Object("outage") is not { } reader) return null;
        var mode = reader.Text("mode") ?? "refuse";
        var outage = new OutageRule(reader.Time("from") ?? DateTimeOffset.MinValue, reader.Time("to") ?? DateTimeOffset.MaxValue, mode == "timeout");
        reader.RefuseOthers();
        if (mode is not ("refuse" or "timeout")) throw reader.Wrong("mode", $"is '{mode}'", "write refuse or timeout");
        return outage.To > outage.From ? outage : throw reader.Wrong("to", "is not after from", "write a later time");
    }

    internal bool Covers(DateTimeOffset now) => now >= From && now < To;
}
