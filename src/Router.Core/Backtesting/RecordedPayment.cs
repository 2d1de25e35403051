using Router.Core.Orders;

namespace Router.Core.Backtesting;

/// <summary>A payment as it came in, with what is known of how it went: what rules are tried out on. Immutable.</summary>
public sealed record RecordedPayment
{
    public required PaymentTerms Terms { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }
    public TimeSpan Validity { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The draw it was routed with; null: it was not recorded.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The account that stood first in its plan; null: not recorded, or there was none.</summary>
    public string? FirstAccount { get; init; }

    /// <summary>Whether its first attempt was paid; null: not recorded, not finished, or no attempt was made.</summary>
    public bool? FirstSucceeded { get; init; }

    /// <summary>Health as it was when it was routed, of the accounts that its plan named.</summary>
    public IReadOnlyList<RecordedHealth> Health { get; init; } = [];
}
