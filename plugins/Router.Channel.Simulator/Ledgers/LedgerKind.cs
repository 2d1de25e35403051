namespace Router.Channel.Simulator.Ledgers;

// The kinds of ledger lines. Texts and no enum: a later version's kind must be passed over, not refused.
internal static class LedgerKind
{
    // An instance runs the buyers and the notifications from here on.
    internal const string Serve = "serve";

    // It does so no more.
    internal const string Retire = "retire";

    // A link was built locally; the channel knows nothing yet.
    internal const string Link = "link";

    // The buyer opened the link: the order exists from here on.
    internal const string Open = "open";

    // An order came into being at the channel.
    internal const string Order = "order";

    // The buyer approved; no money moved.
    internal const string Approve = "approve";

    // The buyer's money was refused, or came too late; no money moved and the order stands as it stood.
    internal const string Refuse = "refuse";

    // Refused for good; no money moved and none will.
    internal const string Decline = "decline";

    // Money in.
    internal const string Capture = "capture";

    // Closed unpaid.
    internal const string Close = "close";

    // The whole captured amount goes back and the order is ended.
    internal const string Reverse = "reverse";

    // A refund is accepted; no money moved yet.
    internal const string RefundAccept = "refundAccept";

    // Money back.
    internal const string Refund = "refund";

    // A refund is refused for good.
    internal const string RefundFail = "refundFail";

    // One try to deliver a notification.
    internal const string Notify = "notify";
}
