namespace Router.AspNetCore.Views;

internal sealed record HealthzView(string Status);
