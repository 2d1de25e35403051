namespace Router.Core.Orders;

/// <summary>What people may say about a case. Which of them a case takes depends on its kind and on what has become of it.</summary>
public enum CaseDecision
{
    /// <summary>The channel's own books show this capture, in the amount sent.</summary>
    Paid,

    /// <summary>The channel's own books show that no money was taken and that none can be any more.</summary>
    NotPaid,

    /// <summary>The order cannot use what was captured: the engine gives it back.</summary>
    Refund,

    /// <summary>The channel's own books show that the refund was made, in the amount sent.</summary>
    Refunded,

    /// <summary>The channel's own books show that the refund was not made and never will be.</summary>
    NotRefunded,

    /// <summary>It has been settled with the channel outside of the engine, which does nothing more.</summary>
    SettledOutside,
}
