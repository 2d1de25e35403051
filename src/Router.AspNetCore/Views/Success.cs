namespace Router.AspNetCore.Views;

internal static class Success
{
    public const string Code = "000000";
    public const string Message = "ok";
}
