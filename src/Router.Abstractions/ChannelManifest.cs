using System.Text.Json;

namespace Router.Abstractions;

/// <summary>
/// What a plugin is and can do, as data: the same text lies beside the assembly as <c>plugin.json</c> and is read before any code is
/// loaded. An account may switch capabilities off and never add one.
/// </summary>
/// <remarks>
/// Set once, when it is made. Members with a default have a setter because source-generated JSON gives an init-only member that is
/// absent from the text the default of its type, not the one written here.
/// </remarks>
public sealed record ChannelManifest
{
    /// <summary>The channel's name, unique among plugins: 2–32 of [a-z0-9-], "wechat".</summary>
    public required string Id { get; init; }

    /// <summary>The plugin's version, major.minor.patch.</summary>
    public required string Version { get; init; }

    /// <summary>The contract versions the plugin works with.</summary>
    public required ContractRange Contract { get; init; }

    /// <summary>The plugin's assembly file, without folder: "Router.Channel.Acme.dll".</summary>
    public required string Assembly { get; init; }

    /// <summary>A name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The ways to pay; at least one.</summary>
    public required IReadOnlyList<MethodManifest> Methods { get; init; }

    /// <summary>The IANA zone the channel keeps its days in: "Asia/Shanghai".</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>What refunds the channel takes; null: none.</summary>
    public RefundManifest? Refunds { get; init; }

    /// <summary>When bills come; null: none.</summary>
    public BillManifest? Bills { get; init; }

    /// <summary>The fee rows of an account that has none of its own.</summary>
    public IReadOnlyList<FeeRow> Fees { get; set; } = [];

    /// <summary>True where a notification's signature is too weak to be believed: it then only triggers a query.</summary>
    public bool WeakNotifications { get; init; }

    /// <summary>The longest a call may take before its deadline cancels it; 100 ms–60 s.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Hosts that a key refresh may talk to.</summary>
    public IReadOnlyList<string> KeyHosts { get; set; } = [];

    /// <summary>JSON Schema of the account settings; properties with <c>"secret": true</c> hold the name of a secret, never the secret.</summary>
    public JsonElement? SettingsSchema { get; init; }
}

/// <summary>A range of contract versions, both ends included.</summary>
/// <param name="Min">The lowest.</param>
/// <param name="Max">The highest.</param>
public sealed record ContractRange(int Min, int Max);

/// <summary>How a method shows itself to the buyer.</summary>
public enum Presentation
{
    /// <summary>The buyer's browser goes to the channel.</summary>
    Redirect,

    /// <summary>The buyer scans a code.</summary>
    QrCode,

    /// <summary>A wallet app is opened from an app.</summary>
    App,

    /// <summary>A wallet page's script is called.</summary>
    InPage,

    /// <summary>The merchant scans the buyer's code.</summary>
    Barcode,

    /// <summary>Nothing is shown: a stored card or an agreement.</summary>
    Direct,
}

/// <summary>How an unknown outcome of this method is resolved.</summary>
public enum ResolveBy
{
    /// <summary>By a query under the attempt's number.</summary>
    Query,

    /// <summary>By sending the same request again under the same number, within <see cref="MethodManifest.ResolveWindow"/>.</summary>
    Replay,
}

/// <summary>When the engine closes an attempt that nobody asked it to close.</summary>
public enum CloseWhen
{
    /// <summary>Only when the order ends or the buyer changes method.</summary>
    OrderEnds,

    /// <summary>Also when an attempt whose buyer acts on his own device (no action, or Wait) has stayed pending for <see cref="MethodManifest.CloseAfter"/> (barcode: reverse).</summary>
    StillPending,
}

/// <summary>One operation of a method.</summary>
public enum ChannelOperation
{
    /// <summary>PayAsync.</summary>
    Pay,

    /// <summary>QueryAsync.</summary>
    Query,

    /// <summary>CloseAsync.</summary>
    Close,

    /// <summary>RefundAsync and QueryRefundAsync.</summary>
    Refund,

    /// <summary><see cref="IContinuation"/>.</summary>
    Continue,

    /// <summary><see cref="IPreAuthorization"/>.</summary>
    PreAuthorize,

    /// <summary><see cref="IAgreement"/>.</summary>
    Agreement,

    /// <summary><see cref="IPayout"/>.</summary>
    Payout,
}

/// <summary>One way to pay.</summary>
public sealed record MethodManifest
{
    /// <summary>brand.presentation, both [a-z0-9-]: "wechat.native".</summary>
    public required string Name { get; init; }

    /// <summary>How it shows itself.</summary>
    public required Presentation Presentation { get; init; }

    /// <summary>The currencies it takes, ISO codes.</summary>
    public required IReadOnlyList<Currency> Currencies { get; init; }

    /// <summary>What it can do.</summary>
    public required IReadOnlyList<ChannelOperation> Operations { get; init; }

    /// <summary>The least amount in minor units.</summary>
    public long MinAmount { get; set; } = 1;

    /// <summary>The greatest amount in minor units.</summary>
    public long MaxAmount { get; set; } = 999_999_999_99;

    /// <summary>The shortest time that the channel lets an attempt be payable; a payment that expires sooner is not routed here.</summary>
    public TimeSpan MinValidity { get; set; } = TimeSpan.Zero;

    /// <summary>True where the channel itself stops accepting the action at its expiry. Where false, the method is never failed over.</summary>
    public bool ActionExpires { get; set; } = true;

    /// <summary>How an unknown outcome is resolved.</summary>
    public ResolveBy ResolveBy { get; set; } = ResolveBy.Query;

    /// <summary>For how long after the request <see cref="ResolveBy"/> works.</summary>
    public TimeSpan ResolveWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>When to query, counted from the request; after the last entry, every last interval. At least one.</summary>
    public IReadOnlyList<TimeSpan> QuerySchedule { get; set; } = [
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30)];

    /// <summary>How long after the deadline of a call the channel may still be working on it: not-found counts only later.</summary>
    public TimeSpan InFlightGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after an attempt stopped being payable a not-found answer may still be wrong.</summary>
    public TimeSpan NotFoundGrace { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>When the engine closes by itself.</summary>
    public CloseWhen CloseWhen { get; set; } = CloseWhen.OrderEnds;

    /// <summary>How long such an attempt may stay pending, for <see cref="CloseWhen.StillPending"/>.</summary>
    public TimeSpan CloseAfter { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>JSON Schema of <see cref="PayRequest.Extra"/>; null: none allowed.</summary>
    public JsonElement? ExtraFields { get; init; }
}

/// <summary>What refunds a channel takes.</summary>
/// <param name="Window">For how long after the capture.</param>
/// <param name="Partial">True where less than the whole may go back.</param>
/// <param name="MaxCount">How many refunds one payment may have.</param>
/// <param name="QuerySchedule">When to query, counted from the request; after the last entry, every last interval.</param>
/// <param name="NotFoundGrace">How long after a request a not-found answer may still be wrong.</param>
public sealed record RefundManifest(
    TimeSpan Window, bool Partial = true, int MaxCount = 50, IReadOnlyList<TimeSpan>? QuerySchedule = null, TimeSpan? NotFoundGrace = null);

/// <summary>When bills come.</summary>
/// <param name="ReadyAt">The time of the next day, in the channel's zone, from which a day's bill can be had.</param>
/// <param name="CutOff">The time of day at which the channel's day ends; midnight for most.</param>
public sealed record BillManifest(TimeOnly ReadyAt, TimeOnly CutOff);

/// <summary>One row of a fee schedule. The first row that fits an amount applies to the whole amount.</summary>
public sealed record FeeRow
{
    /// <summary>The method it is for; null: any.</summary>
    public string? Method { get; init; }

    /// <summary>The card type it is for (debit, credit, prepaid); null: any.</summary>
    public string? CardType { get; init; }

    /// <summary>The currency it is for; null: any.</summary>
    public Currency? Currency { get; init; }

    /// <summary>From this amount on, minor units, included.</summary>
    public long From { get; init; }

    /// <summary>Below this amount, minor units, excluded; null: no end.</summary>
    public long? To { get; init; }

    /// <summary>Parts per million of the amount: 6000 is 0.6 %.</summary>
    public long Ppm { get; init; }

    /// <summary>Added to every payment, minor units.</summary>
    public long Fixed { get; init; }

    /// <summary>The least fee, minor units.</summary>
    public long Min { get; init; }

    /// <summary>The greatest fee, minor units; null: none.</summary>
    public long? Cap { get; init; }
}
