namespace Router.Host.Client;

/// <summary>A line of the live view.</summary>
internal sealed record WatchRow(string Text, bool IsSick, bool IsLow, bool IsNote);
