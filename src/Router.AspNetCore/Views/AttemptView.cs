using Router.Core.Orders;

namespace Router.AspNetCore.Views;

internal sealed record AttemptView
{
    public required string Number { get; init; }
    public required string Account { get; init; }
    public required string Channel { get; init; }
    public required string Method { get; init; }
    public required string State { get; init; }
    public required DateTimeOffset RequestTime { get; init; }
    public FaultView? Fault { get; init; }

    public static AttemptView Of(Attempt attempt) => new()
    {
        Number = attempt.Number,
        Account = attempt.AccountId,
        Channel = attempt.ChannelId,
        Method = attempt.Method,
        State = Words.Lower(attempt.State),
        RequestTime = attempt.RequestTime,
        Fault = FaultView.Of(attempt.Fault),
    };
}
