using Router.Host.Demo.Checks;

namespace Router.Load.Checks;

/// <summary>How the books stand against each other.</summary>
internal sealed record Balance
{
    /// <summary>Requests for payments, each key once.</summary>
    public required int Asked { get; init; }

    /// <summary>Refused without a payment, such as a second one under a number that is taken.</summary>
    public required int Refused { get; init; }

    /// <summary>Never answered, though asked again and again.</summary>
    public required int Unanswered { get; init; }

    /// <summary>Stored payments by state.</summary>
    public required IReadOnlyDictionary<string, int> States { get; init; }

    /// <summary>Attempts with a capture in a ledger.</summary>
    public required int Captures { get; init; }

    /// <summary>Captures that won no payment and went back whole.</summary>
    public required int StrayGivenBack { get; init; }

    /// <summary>Captures that won no payment and are still with us: each needs an open case.</summary>
    public required int StrayKept { get; init; }
    public required int Refunds { get; init; }
    public required long RefundedMinor { get; init; }
    public required long CapturedMinor { get; init; }

    /// <summary>Stored, holding their amount, and not ended yet: a channel's schedule may ask about a refund in doubt only after minutes.</summary>
    public required int RefundsUnderWay { get; init; }
    public required int OpenCases { get; init; }
    public required long Messages { get; init; }
    public required IReadOnlyList<LedgerFinding> Differences { get; init; }

    public int Stored => States.Values.Sum();

    public int Succeeded => States.GetValueOrDefault("succeeded");

    public bool IsEven => Differences.Count == 0;
}
