using Router.Core.Accounts;

namespace Router.Core.Channels;

/// <summary>An operation that has a breaker of its own at each account.</summary>
/// <param name="Name">As operators see it.</param>
/// <param name="Class">Whose places its calls take.</param>
public sealed record Operation(string Name, CallClass Class)
{
    public static Operation Query { get; } = new("query", CallClass.Query);

    public static Operation Close { get; } = new("close", CallClass.Query);

    public static Operation Refund { get; } = new("refund", CallClass.Refund);

    public static Operation RefundQuery { get; } = new("refund-query", CallClass.Query);

    public static Operation Bill { get; } = new("bill", CallClass.Bill);
}
