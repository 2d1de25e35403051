namespace Router.AspNetCore.Views;

internal sealed record EventListView(string Code, string Message, IReadOnlyList<EventView> Events);
