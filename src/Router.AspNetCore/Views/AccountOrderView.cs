using Router.Core.Health;

namespace Router.AspNetCore.Views;

/// <param name="Code">As everywhere.</param>
/// <param name="Message">As everywhere.</param>
/// <param name="Changed">False where all stood already as it was ordered.</param>
/// <param name="Before">What stood on the account before, in words.</param>
/// <param name="After">What stands now, the strongest first.</param>
internal sealed record AccountOrderView(string Code, string Message, bool Changed, string Before, string After)
{
    public static AccountOrderView Of(AccountChange change) => new(Success.Code, Success.Message, change.IsChange, change.Before, change.After);
}
