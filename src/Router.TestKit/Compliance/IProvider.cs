using Router.Abstractions;

namespace Router.TestKit.Compliance;

/// <summary>
/// The levers and the book of a provider's simulator: what the compliance suite pulls and looks at. The wire itself goes over HTTP to
/// the address that the fixture put into the accounts' settings. Thread-safe.
/// </summary>
public interface IProvider
{
    /// <summary>What has arrived, in order, token and key calls included.</summary>
    IReadOnlyList<WireRequest> Requests { get; }

    /// <summary>The money that moved, in order.</summary>
    IReadOnlyList<ProviderEntry> Entries { get; }

    /// <summary>Headers that may differ when a request is repeated: fresh signatures and their times. Lower case.</summary>
    IReadOnlySet<string> FreshHeaders { get; }

    /// <summary>False where the wire has no such fault: a provider that signs no answers has no BadSignature.</summary>
    bool Knows(WireFault fault);

    /// <summary>
    /// False where this call's answer cannot have the fault: a code_url alone names no order, so no OtherOrder can be told by it; an answer
    /// without a body cannot be cut in half.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <param name="call">The call it would spoil.</param>
    /// <param name="method">The method of the payment; empty for a bill.</param>
    bool Knows(WireFault fault, WireCall call, string method) => Knows(fault);

    /// <summary>
    /// False where the provider has an order only once the buyer has opened it, although the pay was a call: of a code that nobody has
    /// scanned yet Alipay's query says that there is no trade.
    /// </summary>
    /// <param name="method">The method of the payment.</param>
    bool HasUnopened(string method) => true;

    /// <summary>True for a call that fetches tokens or keys: it comes and goes as the plugin needs it, and no case counts it.</summary>
    /// <param name="request">A request that arrived.</param>
    bool IsAside(WireRequest request) => false;

    /// <summary>Spoils the next requests; calls that fetch tokens or keys are left alone.</summary>
    void Inject(WireFault fault, int times = 1);

    /// <summary>Takes back what Inject has left over.</summary>
    void Clear();

    /// <summary>The buyer acts on what the channel gave him. An attempt that is closed, expired or paid already stays as it is.</summary>
    /// <param name="act">What he does.</param>
    /// <param name="merchantId">The account's merchant id.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="action">The action; null where the provider itself asks the buyer.</param>
    /// <returns>False where the provider did not let him.</returns>
    Task<bool> ActAsync(BuyerAct act, string merchantId, PayRequest attempt, PayAction? action);

    /// <summary>The notification that the provider sends about a paid attempt; null where it sends none.</summary>
    InboundNotification? NotifyPaid(string merchantId, string attemptNumber, NotificationForgery forgery = NotificationForgery.None);

    /// <summary>The notification that the provider sends about a refund; null where it sends none.</summary>
    InboundNotification? NotifyRefunded(string merchantId, string refundNumber);

    /// <summary>True where the provider takes this reply for an acknowledgement and does not send again.</summary>
    bool Acknowledges(NotificationReply reply);

    /// <summary>Makes a day's bill ready, as the next morning does.</summary>
    void MakeBill(string merchantId, DateOnly day);
}
