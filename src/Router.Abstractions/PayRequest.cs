namespace Router.Abstractions;

/// <summary>
/// One attempt to be paid at one merchant account. Everything in it comes from the stored attempt, so that asking again under the same
/// number sends the same bytes.
/// </summary>
public sealed record PayRequest
{
    /// <summary>The merchant order number that the channel sees: 6–32 of [0-9A-Za-z], unique for ever at this account.</summary>
    public required string AttemptNumber { get; init; }

    /// <summary>The method, brand.presentation: "wechat.native".</summary>
    public required string Method { get; init; }

    /// <summary>The amount to send, above zero.</summary>
    public required Money Amount { get; init; }

    /// <summary>The time of the original request, whole seconds, UTC. Use this wherever the wire wants a request time, never the clock.</summary>
    public required DateTimeOffset RequestTime { get; init; }

    /// <summary>When the attempt must stop being payable; the channel's own expiry is set from it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What <see cref="IChannel.Prepare"/> gave, or what the last result replaced it with.</summary>
    public required ChannelState State { get; init; }

    /// <summary>What the buyer reads; 1–127 characters.</summary>
    public required string Description { get; init; }

    /// <summary>Where the channel shall send its notifications for this account; absolute URL.</summary>
    public required Uri NotifyUrl { get; init; }

    /// <summary>Where the channel sends the buyer's browser back to. Its visit is never proof of payment.</summary>
    public Uri? ReturnUrl { get; init; }

    /// <summary>Who pays, as far as the channel needs it.</summary>
    public Payer? Payer { get; init; }

    /// <summary>What the buyer wants to pay with.</summary>
    public Instrument? Instrument { get; init; }

    /// <summary>The code read from the buyer's phone, for barcode methods.</summary>
    public string? AuthCode { get; init; }

    /// <summary>The agreement or token to charge, for methods that work without the buyer.</summary>
    public string? AgreementId { get; init; }

    /// <summary>Fields only this channel knows, already checked against the manifest's <see cref="MethodManifest.ExtraFields"/>.</summary>
    public IReadOnlyDictionary<string, string>? Extra { get; init; }
}

/// <summary>The buyer, as the channel needs to know him.</summary>
/// <param name="Id">The caller's own id of the buyer.</param>
/// <param name="ChannelUserId">The buyer's id at the channel (openid, buyer_id).</param>
/// <param name="IpAddress">The buyer's address, IPv4 or IPv6 text.</param>
/// <param name="UserAgent">The buyer's browser, as sent.</param>
public sealed record Payer(string? Id = null, string? ChannelUserId = null, string? IpAddress = null, string? UserAgent = null);

/// <summary>What the buyer wants to use. It need not name the channel: a bank's card may be charged through another one.</summary>
/// <param name="CardBank">The bank's code, as the rules know it.</param>
/// <param name="CardType">debit, credit or prepaid.</param>
/// <param name="CardBin">The first 6–8 digits; longer input is cut before it gets here.</param>
/// <param name="Token">The channel's token of the card; never a card number.</param>
public sealed record Instrument(string? CardBank = null, string? CardType = null, string? CardBin = null, string? Token = null);

/// <summary>The second step of a payment: capture after approval, an SMS code, a 3DS return.</summary>
public sealed record ContinueRequest
{
    /// <summary>The attempt, as it was sent.</summary>
    public required PayRequest Original { get; init; }

    /// <summary>The continuation's own stable key: the same when the same step is asked again. At most 64 characters.</summary>
    public required string ContinuationKey { get; init; }

    /// <summary>What <see cref="PayRequest.State"/> has become.</summary>
    public required ChannelState State { get; init; }

    /// <summary>The code the buyer entered, or the query of the buyer's return; null where the step needs none.</summary>
    public string? Code { get; init; }
}
