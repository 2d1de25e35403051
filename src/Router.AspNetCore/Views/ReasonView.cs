namespace Router.AspNetCore.Views;

internal sealed record ReasonView(string Code, string? Text)
{
    public static ReasonView? Of(string? code, string? text) => code is null ? null : new(code, text);
}
