namespace Router.AspNetCore.Views;

internal sealed record ChannelListView(string Code, string Message, IReadOnlyList<ChannelView> Channels, IReadOnlyList<UnloadView> Unloading);
