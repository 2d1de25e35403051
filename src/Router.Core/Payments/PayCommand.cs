using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>Asks for a payment.</summary>
public sealed record PayCommand
{
    /// <summary>What is to be paid.</summary>
    public required PaymentTerms Terms { get; init; }

    /// <summary>1–64 printable ASCII characters: the same key with the same terms is the same payment.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>For how long it is payable; null: the engine's default.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>How long to wait for a final state after the attempts; zero: not at all. At most 60 s.</summary>
    public TimeSpan Wait { get; init; }
}

/// <summary>Asks to pay the same order by other methods.</summary>
/// <param name="PaymentId">The order.</param>
/// <param name="Methods">The methods that the buyer can use now, in order of preference.</param>
/// <param name="AuthCode">The code read from the buyer's phone, for barcode methods.</param>
public sealed record SwitchCommand(string PaymentId, IReadOnlyList<string> Methods, string? AuthCode = null);

/// <summary>Goes on with a payment that waits for the buyer's side.</summary>
/// <param name="PaymentId">The order.</param>
/// <param name="Code">The code entered, the query of the buyer's return, or the answer to a risk challenge; null where none is needed.</param>
public sealed record ContinueCommand(string PaymentId, string? Code = null);
