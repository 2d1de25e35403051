namespace Router.Channel.Simulator.Ledgers;

internal enum DueKind
{
    Open,
    Act,
    Refund,
    Deliver,
}

// Something that happens by itself when its time has come.
internal readonly record struct Due(DueKind Kind, string Key, DateTimeOffset At);
