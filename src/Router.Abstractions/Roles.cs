namespace Router.Abstractions;

/// <summary>The second step of a payment: capture after approval, an SMS code, a 3DS return.</summary>
public interface IContinuation
{
    /// <summary>Takes the step. Called by the engine only, under a stable key; the same key asked twice is one step.</summary>
    /// <param name="request">The stored continuation.</param>
    /// <param name="cancellationToken">The step's deadline.</param>
    Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken);
}

/// <summary>Holds money now and takes it later.</summary>
public interface IPreAuthorization
{
    /// <summary>Holds the amount. Pending with an action where the buyer must act; Succeeded means held, not captured.</summary>
    /// <param name="request">The stored attempt.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<ChannelResult> AuthorizeAsync(PayRequest request, CancellationToken cancellationToken);

    /// <summary>Takes all or part of what is held.</summary>
    /// <param name="request">The stored capture.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<ChannelResult> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken);

    /// <summary>Lets go of what is held.</summary>
    /// <param name="request">The authorised attempt.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<CloseResult> VoidAsync(CloseRequest request, CancellationToken cancellationToken);
}

/// <summary>Takes all or part of a held amount.</summary>
/// <param name="Original">The authorisation, as it was sent.</param>
/// <param name="CaptureNumber">The capture's own number; a repeat uses the same one.</param>
/// <param name="Amount">How much to take, above zero and at most what is held.</param>
/// <param name="State">The attempt's state.</param>
public sealed record CaptureRequest(PayRequest Original, string CaptureNumber, Money Amount, ChannelState State);

/// <summary>Signs an agreement under which payments need no buyer.</summary>
public interface IAgreement
{
    /// <summary>Starts signing; Pending with an action where the buyer must act.</summary>
    /// <param name="request">What to sign.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<AgreementResult> SignAsync(AgreementRequest request, CancellationToken cancellationToken);

    /// <summary>Ends an agreement.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<AgreementResult> UnsignAsync(AgreementRequest request, CancellationToken cancellationToken);

    /// <summary>Asks what has become of an agreement.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<AgreementResult> QueryAgreementAsync(AgreementRequest request, CancellationToken cancellationToken);
}

/// <summary>An agreement to sign, end or ask about.</summary>
/// <param name="AgreementNumber">Our number of it: 6–32 of [0-9A-Za-z].</param>
/// <param name="Method">The method it is for.</param>
/// <param name="RequestTime">The time of the original request.</param>
/// <param name="Payer">Who signs.</param>
/// <param name="NotifyUrl">Where the channel shall send its notifications.</param>
/// <param name="State">What the last result gave.</param>
public sealed record AgreementRequest(
    string AgreementNumber, string Method, DateTimeOffset RequestTime, Payer Payer, Uri NotifyUrl, ChannelState State);

/// <summary>What an agreement is.</summary>
public enum AgreementStatus
{
    /// <summary>Nothing is proved.</summary>
    Unknown = 0,

    /// <summary>The buyer has yet to act.</summary>
    Pending,

    /// <summary>In force.</summary>
    Signed,

    /// <summary>Ended or refused.</summary>
    Ended,

    /// <summary>The channel does not know it.</summary>
    NotFound,

    /// <summary>Not this channel's operation.</summary>
    Unsupported,
}

/// <summary>The answer of <see cref="IAgreement"/>.</summary>
/// <param name="Status">What the agreement is.</param>
/// <param name="AgreementId">The channel's id, for Signed.</param>
/// <param name="Action">What the buyer has to do, for Pending.</param>
/// <param name="Fault">Why; required for Unknown.</param>
/// <param name="State">Replaces the state; null keeps it.</param>
public sealed record AgreementResult(
    AgreementStatus Status, string? AgreementId = null, PayAction? Action = null, ChannelFault? Fault = null, ChannelState? State = null);

/// <summary>Pays money out (代付).</summary>
public interface IPayout
{
    /// <summary>Pays out. The same number asked twice is one payout.</summary>
    /// <param name="request">The stored payout.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<ChannelResult> PayoutAsync(PayoutRequest request, CancellationToken cancellationToken);

    /// <summary>Asks what has become of a payout.</summary>
    /// <param name="request">The payout, as it was sent.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<QueryResult> QueryPayoutAsync(PayoutRequest request, CancellationToken cancellationToken);
}

/// <summary>A payout.</summary>
/// <param name="PayoutNumber">Its number at the channel: 6–32 of [0-9A-Za-z].</param>
/// <param name="Amount">How much, above zero.</param>
/// <param name="PayeeToken">Who is paid: the channel's user id or card token, never a card number.</param>
/// <param name="RequestTime">The time of the original request.</param>
/// <param name="Description">What the payee reads.</param>
/// <param name="State">What the last result gave.</param>
public sealed record PayoutRequest(
    string PayoutNumber, Money Amount, string PayeeToken, DateTimeOffset RequestTime, string Description, ChannelState State);

/// <summary>Asks a channel whether it is well, without a payment.</summary>
public interface IProbe
{
    /// <summary>Asks. Never moves money.</summary>
    /// <param name="cancellationToken">The probe's deadline.</param>
    /// <returns>Null where the channel is well, otherwise why it is not.</returns>
    Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken);
}
