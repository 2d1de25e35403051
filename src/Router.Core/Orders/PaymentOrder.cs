using System.Text.Json.Serialization;
using Router.Abstractions;

namespace Router.Core.Orders;

/// <summary>
/// A payment order (支付订单) with its attempts: the unit that is read, changed by pure functions and committed by compare-and-set on
/// <see cref="Version"/>. Immutable.
/// </summary>
public sealed record PaymentOrder
{
    /// <summary>Time-ordered, made by the application.</summary>
    public required string Id { get; init; }

    /// <summary>Raised by the store with every commit; 0 before the first.</summary>
    public long Version { get; init; }
    public required PaymentState State { get; init; }

    /// <summary>Why it is Failed, Closed, Challenged or in Suspense: a stable code such as "route.declined".</summary>
    public string? ReasonCode { get; init; }
    public string? ReasonText { get; init; }

    /// <summary>What the caller asked for, unchanged.</summary>
    public required PaymentTerms Terms { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The plan in force; a switch of method replaces it.</summary>
    public required RoutePlan Plan { get; init; }

    /// <summary>How many of the plan's candidates have been used up.</summary>
    public int NextCandidate { get; init; }
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>The number of the one attempt that paid the order.</summary>
    public string? WinningAttempt { get; init; }

    /// <summary>What the captured attempt has given back, minor units: refunds that succeeded and a reverse.</summary>
    public long RefundedMinor { get; init; }

    /// <summary>What refunds that are neither failed nor closed hold, minor units, succeeded ones included.</summary>
    public long RefundHeldMinor { get; init; }
    public int RefundCount { get; init; }

    /// <summary>Set once somebody has asked for the order to end; from then on no attempt is started.</summary>
    public EndIntent End { get; init; }

    /// <summary>Open and settled questions that money hangs on.</summary>
    public IReadOnlyList<SuspenseCase> Cases { get; init; } = [];

    /// <summary>Who may send for this order now; null: nobody holds it.</summary>
    public OrderLease? Lease { get; init; }

    /// <summary>The last fencing number given out.</summary>
    public long Fence { get; init; }

    /// <summary>When recovery must look at it next; null: nothing is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    [JsonIgnore]
    public bool IsFinal => State is PaymentState.Succeeded or PaymentState.Failed or PaymentState.Closed;

    /// <summary>True while the merchant's order number stays taken: until Failed or Closed.</summary>
    [JsonIgnore]
    public bool BlocksNumber => State is not (PaymentState.Failed or PaymentState.Closed);

    [JsonIgnore]
    public Attempt? LiveAttempt => Attempts.FirstOrDefault(static a => a.IsLive);

    public Attempt? FindAttempt(string number)
    {
        for (var at = 0; at < Attempts.Count; at++)
        {
            if (Attempts[at].Number == number) return Attempts[at];
        }

        return null;
    }

    public PaymentOrder WithAttempt(Attempt attempt)
    {
        var attempts = new Attempt[Attempts.Count];
        for (var at = 0; at < attempts.Length; at++) attempts[at] = Attempts[at].Number == attempt.Number ? attempt : Attempts[at];
        return this with { Attempts = attempts };
    }
}

/// <summary>Who ends an order that is still payable.</summary>
public enum EndIntent
{
    None,
    ClosedByCaller,
    Expired,
    Interrupted,

    /// <summary>Two operators, by an approved decision about a case.</summary>
    Decided,
}

/// <summary>The right to send for one order, until a time.</summary>
/// <param name="Owner">The process that holds it.</param>
/// <param name="Fence">Every commit under it checks that this is still the order's number.</param>
/// <param name="Until">When others may take it.</param>
public sealed record OrderLease(string Owner, long Fence, DateTimeOffset Until);

/// <summary>A question that money hangs on: kept on its order until a query, complete bills or two people answer it.</summary>
/// <param name="Kind">"amount-mismatch", "two-transactions", "unresolved", "orphan-not-confirmed", "orphan-not-refunded", "refund-unresolved",
/// "refund-contradiction", "reversed-beside-refunds", "reverse-contradicted", "decision-contradicted", "account-removed", "not-on-the-bill".</param>
/// <param name="AttemptNumber">The number of the attempt it is about, or of the refund.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="ResolvedAt">When it was answered; null: open.</param>
/// <param name="Resolution">How.</param>
/// <param name="Proposals">What operators proposed, oldest first, all kept; the last one counts. Null: nothing yet.</param>
public sealed record SuspenseCase(
    string Kind, string AttemptNumber, string Detail, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt = null, string? Resolution = null,
    IReadOnlyList<CaseProposal>? Proposals = null)
{
    /// <summary>The last proposal, the only one that can be approved; null: none.</summary>
    [JsonIgnore]
    public CaseProposal? Proposed => Proposals is { Count: > 0 } all ? all[^1] : null;

    /// <summary>The proposal that a second operator approved; null: none.</summary>
    [JsonIgnore]
    public CaseProposal? Approved => Proposals?.LastOrDefault(p => p.ApprovedBy is not null);
}

/// <summary>What the caller asked for: unchanged for the order's whole life, but for the methods and the code that a switch names.</summary>
public sealed record PaymentTerms
{
    public required string Merchant { get; init; }
    public required string MerchantOrderNo { get; init; }
    public required Money Amount { get; init; }
    public required string Description { get; init; }

    /// <summary>The methods that the buyer can use, in order of preference.</summary>
    public required IReadOnlyList<string> Methods { get; init; }
    public Payer? Payer { get; init; }
    public Instrument? Instrument { get; init; }
    public string? AuthCode { get; init; }
    public string? AgreementId { get; init; }

    /// <summary>The only account that holds the agreement or token; null where none is used.</summary>
    public string? AgreementAccount { get; init; }
    public Uri? ReturnUrl { get; init; }

    /// <summary>Where the merchant wants to be told; null: nowhere, he asks.</summary>
    public Uri? MerchantNotifyUrl { get; init; }

    /// <summary>Accounts the caller allows; null: all.</summary>
    public IReadOnlyList<string>? AllowedAccounts { get; init; }

    /// <summary>Facts for the rules, as the caller gave them: platform, region, business, metadata.vip, …</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Fields only one channel knows.</summary>
    public IReadOnlyDictionary<string, string>? Extra { get; init; }
}
