namespace Router.TestKit.Compliance;

/// <summary>The calls of a channel that go over the wire.</summary>
public enum WireCall
{
    /// <summary>PayAsync.</summary>
    Pay,

    /// <summary>QueryAsync.</summary>
    Query,

    /// <summary>CloseAsync.</summary>
    Close,

    /// <summary>RefundAsync.</summary>
    Refund,

    /// <summary>QueryRefundAsync.</summary>
    QueryRefund,

    /// <summary>BillAsync.</summary>
    Bill,

    /// <summary>ContinueAsync.</summary>
    Continue,

    /// <summary>AuthorizeAsync.</summary>
    Authorize,

    /// <summary>CaptureAsync.</summary>
    Capture,

    /// <summary>VoidAsync.</summary>
    Void,
}
