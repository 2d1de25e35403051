namespace Router.AspNetCore.Views;

/// <summary>Done, and nothing more to tell.</summary>
internal sealed record DoneView(string Code, string Message)
{
    public static DoneView Ok { get; } = new(Success.Code, Success.Message);
}
