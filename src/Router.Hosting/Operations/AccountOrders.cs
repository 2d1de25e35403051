using Router.Core.Health;
using Router.Core.Payments;

namespace Router.Hosting.Operations;

/// <summary>Operators' orders about accounts, checked. An order is in force at once, and in the store when its call returns. Thread-safe.</summary>
internal sealed class AccountOrders(HealthModel health, HealthKeeper keeper, ISnapshotSource snapshots, TimeProvider time)
{
    public const int MaxReason = 200;
    public const int MaxWindows = 20;
    public static readonly TimeSpan MaxOverride = TimeSpan.FromDays(7);
    public static readonly TimeSpan MaxDisable = TimeSpan.FromDays(366);
    public static readonly TimeSpan MaxMaintenance = TimeSpan.FromDays(31);
    public static readonly TimeSpan MaxAhead = TimeSpan.FromDays(366);
    private readonly Lock _planning = new();

    public RouterError? Drain(string id, string? reason, out AccountChange change) =>
        Give(reason, false, null, why => health.Drain(id, why), out change);

    public RouterError? Undrain(string id, string? reason, out AccountChange change) =>
        Give(reason, false, null, why => health.Undrain(id, why), out change);

    public RouterError? Trust(string id, string? reason, out AccountChange change) =>
        Give(reason, false, null, why => health.Trust(id, why), out change);

    public RouterError? Disable(string id, string? reason, DateTimeOffset? until, out AccountChange change) =>
        Give(reason, false, until is { } end ? Ends("until", end, MaxDisable) : null, why => health.Disable(id, why, until), out change);

    public RouterError? Enable(string id, string? reason, out AccountChange change) =>
        Give(reason, false, null, why => health.Enable(id, why), out change);

    public RouterError? Override(string id, string? reason, double? h, DateTimeOffset? until, out AccountChange change)
    {
        var wrong = h is not (>= 0.01 and <= 1)
            ? RouterError.Invalid("health", "health must be 0.01 to 1; to stop payments altogether, drain or disable the account.")
            : until is not { } end
                ? RouterError.Invalid("seconds", $"say how long: seconds, 1 to {MaxOverride.TotalSeconds:0}, or until.")
                : Ends("until", end, MaxOverride);
        return Give(reason, true, wrong, why => health.Override(id, h!.Value, why, until!.Value), out change);
    }

    public RouterError? ClearOverride(string id, string? reason, out AccountChange change) =>
        Give(reason, false, null, why => health.ClearOverride(id, why), out change);

    public RouterError? PlanMaintenance(string id, string? reason, DateTimeOffset? from, DateTimeOffset? to, out AccountChange change)
    {
        // Two at once must not pass the bound together.
        lock (_planning) return Give(reason, true, Window(id, from, to), why => health.PlanMaintenance(id, from!.Value, to!.Value, why), out change);
    }

    public RouterError? CancelMaintenance(string id, string? reason, DateTimeOffset? from, out AccountChange change) =>
        Give(reason, false, null, why => health.CancelMaintenance(id, why, from), out change);

    /// <summary>Puts what was ordered into the store.</summary>
    public Task KeepAsync() => keeper.SaveAsync();

    private static RouterError? Give(string? reason, bool mustSay, RouterError? wrong, Func<string, AccountChange> give, out AccountChange change)
    {
        change = default;
        if (wrong is not null) return wrong;
        if (mustSay && string.IsNullOrWhiteSpace(reason)) return RouterError.Invalid("reason", "reason is missing; say why, it is written down.");
        if (reason is { Length: 0 or > MaxReason }) return RouterError.Invalid("reason", $"reason must be 1 to {MaxReason} characters, or be left out.");
        change = give(reason ?? "by an operator");
        return null;
    }

    private RouterError? Ends(string field, DateTimeOffset end, TimeSpan longest)
    {
        var now = time.GetUtcNow();
        if (end <= now) return RouterError.Invalid(field, $"{field} is {end:O}, which is over; name a later time.");
        return end - now > longest ? RouterError.Invalid(field, $"{field} is {end:O}; it may be {longest.TotalDays:0} days from now at most.") : null;
    }

    private RouterError? Window(string id, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is not { } begin) return RouterError.Invalid("from", "from is missing; write when it begins, with its offset: 2026-01-01T02:00:00+08:00.");
        if (to is not { } end) return RouterError.Invalid("to", "to is missing; write when it ends, with its offset: 2026-01-01T04:00:00+08:00.");
        if (end <= begin) return RouterError.Invalid("to", $"to is {end:O}, not after from; name a later time.");
        if (Ends("to", end, MaxAhead) is { } wrong) return wrong;
        if (end - begin > MaxMaintenance) return RouterError.Invalid("to", $"maintenance lasts {MaxMaintenance.TotalDays:0} days at most; disable the account instead.");
        var planned = snapshots.Current.Health.FindAccount(id)?.Maintenance ?? [];
        return planned.Count < MaxWindows || planned.Any(m => m.From == begin && m.To == end)
            ? null
            : RouterError.Invalid("from", $"the account has {MaxWindows} planned windows already; cancel one first.");
    }
}
