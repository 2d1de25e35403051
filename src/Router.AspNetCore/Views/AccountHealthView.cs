using Router.Core.Accounts;
using Router.Core.Health;

namespace Router.AspNetCore.Views;

/// <summary>What holds for all methods of an account.</summary>
internal sealed record AccountHealthView
{
    public required string Account { get; init; }

    /// <summary>As configured: active, testing, noNewPayments, retired.</summary>
    public string? State { get; init; }

    /// <summary>Why no new payment may use it now; absent: it may.</summary>
    public string? Blocked { get; init; }

    /// <summary>All orders and states in force, the strongest first, in words.</summary>
    public required IReadOnlyList<string> InForce { get; init; }
    public DateTimeOffset? DisabledUntil { get; init; }
    public double? OverrideHealth { get; init; }
    public DateTimeOffset? OverrideUntil { get; init; }
    public string? OverrideReason { get; init; }
    public DateTimeOffset? RestUntil { get; init; }
    public DateTimeOffset? MisconfiguredUntil { get; init; }

    /// <summary>What is taken of its day; absent: it has no limits.</summary>
    public AccountDayView? Today { get; init; }

    /// <summary>Planned times without new payments, those under way included.</summary>
    public required IReadOnlyList<MaintenanceView> Maintenance { get; init; }

    /// <summary>The weight in the rules where weights decide, least and greatest of all routes; absent: none names it.</summary>
    public double? BaseLeast { get; init; }
    public double? BaseGreatest { get; init; }

    public static AccountHealthView Of(AccountHealth health, MerchantAccount? account, BaseWeights? weights, DateTimeOffset now)
    {
        var state = account is null ? null : Words.Camel(account.State);
        var takes = account is null || account.State is AccountState.Active or AccountState.Testing;
        return new()
        {
            Account = health.AccountId,
            State = state,
            Blocked = takes ? health.BlockedAt(now) : state,
            InForce = takes ? health.InForceAt(now) : [state!, .. health.InForceAt(now)],
            DisabledUntil = health.DisabledUntil,
            OverrideHealth = health.Override?.Health,
            OverrideUntil = health.Override?.Until,
            OverrideReason = health.Override?.Reason,
            RestUntil = health.RestUntil,
            MisconfiguredUntil = health.MisconfiguredProbeAt,
            Maintenance = [.. health.Maintenance.Select(MaintenanceView.Of)],
            BaseLeast = weights?.Least,
            BaseGreatest = weights?.Greatest,
        };
    }
}
