namespace Router.AspNetCore.Views;

internal sealed record ExcludedView(string Account, string Reason);
