using Router.Core.Health;

namespace Router.AspNetCore.Views;

internal sealed record EventView(DateTimeOffset At, string Account, string? Segment, string Kind, string Reason, string Before, string After)
{
    public static EventView Of(HealthEvent told) =>
        new(told.At, told.AccountId, told.Segment, Words.Camel(told.Kind), told.Reason, told.Before, told.After);
}
