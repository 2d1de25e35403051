namespace Router.Channel.Simulator.Ledgers;

/// <summary>The kinds of ledger lines. Texts and no enum: a later version's kind must be passed over, not refused.</summary>
internal static class LedgerKind
{
    /// <summary>An instance runs the buyers and the notifications from here on.</summary>
    internal const string Serve = "serve";

    /// <summary>It does so no more.</summary>
    internal const string Retire = "retire";

    /// <summary>A link was built locally; the channel knows nothing yet.</summary>
    internal const string Link = "link";

    /// <summary>The buyer opened the link: the order exists from here on.</summary>
    internal const string Open = "open";

    /// <summary>An order came into being at the channel.</summary>
    internal const string Order = "order";

    /// <summary>The buyer approved; no money moved.</summary>
    internal const string Approve = "approve";

    /// <summary>The buyer's money was refused, or came too late; no money moved and the order stands as it stood.</summary>
    internal const string Refuse = "refuse";

    /// <summary>Refused for good; no money moved and none will.</summary>
    internal const string Decline = "decline";

    /// <summary>Money in.</summary>
    internal const string Capture = "capture";

    /// <summary>Closed unpaid.</summary>
    internal const string Close = "close";

    /// <summary>The whole captured amount goes back and the order is ended.</summary>
    internal const string Reverse = "reverse";

    /// <summary>A refund is accepted; no money moved yet.</summary>
    internal const string RefundAccept = "refundAccept";

    /// <summary>Money back.</summary>
    internal const string Refund = "refund";

    /// <summary>A refund is refused for good.</summary>
    internal const string RefundFail = "refundFail";

    /// <summary>One try to deliver a notification.</summary>
    internal const string Notify = "notify";
}
