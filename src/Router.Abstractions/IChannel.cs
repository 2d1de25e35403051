namespace Router.Abstractions;

/// <summary>
/// One channel for one merchant account: the contract every plugin implements.
/// </summary>
/// <remarks>
/// Calls run side by side: an implementation is thread-safe and keeps nothing static or thread-local. It never polls, sleeps or retries;
/// waiting is the engine's. It never throws for what the channel answered: an exception counts as <see cref="PayOutcome.Unknown"/> (and
/// for other calls as their Unknown), because the engine cannot know what was sent before it. Cancellation is honoured promptly; the
/// engine treats a cancelled call as Unknown. On a money-moving call a code that the plugin does not know is Unknown.
/// An implementation may be <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>; it is disposed after its last call has ended.
/// </remarks>
public interface IChannel
{
    /// <summary>
    /// Makes the state that must be stored before the attempt is sent (request time, serial numbers, anything a later query needs).
    /// No I/O, no waiting. <see cref="PayRequest.State"/> of the argument is empty.
    /// </summary>
    /// <param name="request">The attempt about to be stored.</param>
    /// <returns>The attempt's first state.</returns>
    ChannelState Prepare(PayRequest request);

    /// <summary>The same for a refund; <see cref="RefundRequest.State"/> of the argument is empty.</summary>
    /// <param name="request">The refund about to be stored.</param>
    /// <returns>The refund's first state.</returns>
    ChannelState PrepareRefund(RefundRequest request);

    /// <summary>Starts or makes a payment. The same number asked twice is one charge and the same bytes.</summary>
    /// <param name="request">The stored attempt.</param>
    /// <param name="cancellationToken">The attempt's deadline.</param>
    Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken);

    /// <summary>Asks what has become of an attempt. Moves no money.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken);

    /// <summary>Ends an attempt so that it can never be paid.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken);

    /// <summary>Gives back money. The same number asked twice is one refund.</summary>
    /// <param name="request">The stored refund.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken);

    /// <summary>Asks what has become of a refund.</summary>
    /// <param name="request">The refund.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken);

    /// <summary>Fetches a day's bill as a stream of lines. "Not ready" is an answer.</summary>
    /// <param name="request">The day.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Verifies and reads a notification. No effect but a key refresh through <see cref="IChannelHost.Http"/>: at most one a minute, from
    /// hosts that the manifest lists.
    /// </summary>
    /// <param name="notification">The message as it arrived.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken);
}
