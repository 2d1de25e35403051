using Router.Core.Health;

namespace Router.AspNetCore.Views;

/// <summary>What holds for all methods of an account.</summary>
internal sealed record AccountHealthView
{
    public required string Account { get; init; }

    /// <summary>Why no new payment may use it now; absent: it may.</summary>
    public string? Blocked { get; init; }
    public double? OverrideHealth { get; init; }
    public DateTimeOffset? OverrideUntil { get; init; }
    public string? OverrideReason { get; init; }
    public DateTimeOffset? RestUntil { get; init; }
    public DateTimeOffset? MisconfiguredUntil { get; init; }

    public static AccountHealthView Of(AccountHealth account, DateTimeOffset now) => new()
    {
        Account = account.AccountId,
        Blocked = account.BlockedAt(now),
        OverrideHealth = account.Override?.Health,
        OverrideUntil = account.Override?.Until,
        OverrideReason = account.Override?.Reason,
        RestUntil = account.RestUntil,
        MisconfiguredUntil = account.MisconfiguredProbeAt,
    };
}
