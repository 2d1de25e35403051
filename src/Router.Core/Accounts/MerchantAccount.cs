using System.Text.Json;
using Router.Abstractions;

namespace Router.Core.Accounts;

/// <summary>What an account may be used for.</summary>
public enum AccountState
{
    Active,

    /// <summary>Takes only payments that name it.</summary>
    Testing,

    /// <summary>Takes no new payment; everything else goes on.</summary>
    NoNewPayments,

    /// <summary>Only verifies notifications and refunds.</summary>
    Retired,
}

/// <summary>A merchant account (商户号) as configured: what is routed to, weighted, limited and broken. Immutable.</summary>
public sealed record MerchantAccount
{
    public required string Id { get; init; }
    public required string ChannelId { get; init; }
    public AccountState State { get; init; }
    public AccountMode Mode { get; init; }
    public required string MerchantId { get; init; }
    public bool IsProduction { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Methods switched on; null: all that the manifest names. Never more than those.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>Currencies switched on; null: all.</summary>
    public IReadOnlyList<Currency>? Currencies { get; init; }

    /// <summary>Fee rows; null: the manifest's.</summary>
    public IReadOnlyList<FeeRow>? Fees { get; init; }

    /// <summary>Least and greatest amount of one payment, minor units; null: the manifest's.</summary>
    public long? MinAmount { get; init; }
    public long? MaxAmount { get; init; }

    /// <summary>What it takes in a day; null: any number of payments of any sum.</summary>
    public AccountLimits? Limits { get; init; }

    /// <summary>Hours in which new payments are taken; empty: always.</summary>
    public IReadOnlyList<AccountHours> Hours { get; init; } = [];

    /// <summary>Calls of one class that may run at once; pay, query, refund, bill and notify each have so many.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>Other numbers for single classes; null: none.</summary>
    public ClassPlaces? Concurrency { get; init; }

    /// <summary>Calls of one class that may begin in a second; null: any number. Notifications are not bounded by it.</summary>
    public int? RatePerSecond { get; init; }

    /// <summary>How many of them may begin at once after a rest; null: as many as in a second.</summary>
    public int? Burst { get; init; }

    /// <summary>Checked against the manifest's schema; secrets are names.</summary>
    public JsonElement Settings { get; init; }

    public int PlacesFor(CallClass callClass) => Concurrency?.Of(callClass) ?? MaxConcurrency;

    public ChannelAccount ToChannelAccount() =>
        new() { Id = Id, Mode = Mode, MerchantId = MerchantId, IsProduction = IsProduction, Settings = Settings };
}

/// <summary>A daily span, half-open; a span past midnight belongs to its start day.</summary>
/// <param name="From">Start, in the zone.</param>
/// <param name="To">End, in the zone.</param>
/// <param name="Zone">IANA name.</param>
public sealed record AccountHours(TimeOnly From, TimeOnly To, string Zone);
