using Router.Abstractions;

namespace Router.Plugins.Tests;

internal static class Requests
{
    public static PayRequest Pay(string method) => new()
    {
        AttemptNumber = "A00001",
        Method = method,
        Amount = new Money(100, Currency.Parse("CNY")),
        RequestTime = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(15),
        State = ChannelState.Empty,
        Description = "tea",
        NotifyUrl = new("https://example.test/notify"),
    };
}
