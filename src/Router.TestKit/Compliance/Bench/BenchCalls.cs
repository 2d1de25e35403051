using System.Text;
using Router.Abstractions;
using Router.Core.Channels;

namespace Router.TestKit.Compliance.Bench;

/// <summary>
/// Calls a plugin as the engine does: an exception of the network or of reading is Unknown, a mistake of its own or an answer that the
/// contract forbids ends the case, and so does a call that never comes back. Keeps every text it sees.
/// </summary>
internal sealed class BenchCalls(ChannelBench bench, ChannelAccount account)
{
    // Real time, and only against hanging for ever: nothing is measured by it.
    private static readonly TimeSpan s_hangGuard = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_cancelGuard = TimeSpan.FromSeconds(15);

    public ChannelState Prepare(Func<ChannelState> prepare)
    {
        var state = prepare() ?? throw Promise.Broken("Prepare", "a state", "null", "Return ChannelState.Empty where nothing is to be kept.");
        See("the state that Prepare made", state.Value);
        return state;
    }

    public async Task<ChannelResult> PayAsync(WireCall call, Func<CancellationToken, Task<ChannelResult>> send, CancellationToken cancellationToken)
    {
        var result = await CallAsync(call.ToString(), send, e => ChannelResult.Unknown(FaultStage.AfterSend, "exception", e), cancellationToken);
        See(call, result.Fault, result.State, result.Action);
        return result;
    }

    public async Task<QueryResult> QueryAsync(Func<CancellationToken, Task<QueryResult>> send, CancellationToken cancellationToken)
    {
        var result = await CallAsync("Query", send, e => QueryResult.Unknown("exception", e), cancellationToken);
        See(WireCall.Query, result.Fault, result.State, result.Action);
        if (result is { Status: AttemptStatus.Unknown, Fault: null })
            throw Promise.Broken("Query", "a fault with Unknown", "none", "Say in the fault why the query proved nothing.");
        return result;
    }

    public async Task<CloseResult> CloseAsync(WireCall call, Func<CancellationToken, Task<CloseResult>> send, CancellationToken cancellationToken)
    {
        var result = await CallAsync(call.ToString(), send, e => CloseResult.Unknown("exception", e), cancellationToken);
        See(call, result.Fault, result.State);
        if (result is { Outcome: CloseOutcome.Unknown, Fault: null })
            throw Promise.Broken(call.ToString(), "a fault with Unknown", "none", "Say in the fault why the close proved nothing.");
        if (result is { Outcome: CloseOutcome.TooEarly, RetryAfter: null })
            throw Promise.Broken(call.ToString(), "RetryAfter with TooEarly", "none", "Say how long the channel wants to wait.");
        return result;
    }

    public async Task<RefundResult> RefundAsync(WireCall call, Func<CancellationToken, Task<RefundResult>> send, CancellationToken cancellationToken)
    {
        var result = await CallAsync(call.ToString(), send, e => RefundResult.Unknown("exception", e), cancellationToken);
        See(call, result.Fault, result.State);
        if (result is { Outcome: RefundOutcome.Unknown or RefundOutcome.RetryLater or RefundOutcome.Failed or RefundOutcome.NotSent, Fault: null })
            throw Promise.Broken(call.ToString(), $"a fault with {result.Outcome}", "none", "Say in the fault why.");
        return result;
    }

    public async Task<BillResult> BillAsync(Func<CancellationToken, Task<BillResult>> send, CancellationToken cancellationToken)
    {
        var result = await CallAsync(
            "Bill", send, e => new() { Status = BillStatus.Unknown, Fault = new(FaultStage.AfterSend, FaultBlame.Channel, "exception", e) }, cancellationToken);
        See(WireCall.Bill, result.Fault, null);
        return result;
    }

    public async Task<NotificationResult> ParseAsync(Func<CancellationToken, Task<NotificationResult>> send, CancellationToken cancellationToken)
    {
        var result = await CallAsync<NotificationResult>(
            "ParseNotification", send, e => throw Promise.Broken("ParseNotification", "a verdict, whatever the bytes", "an exception: " + e, "Answer Rejected."), cancellationToken);
        See("the reason of a verdict", result.Reason);
        foreach (var told in result.Events)
        {
            See(WireCall.Query, told.Attempt?.Fault, told.Attempt?.State);
            See(WireCall.QueryRefund, told.Refund?.Fault, told.Refund?.State);
        }

        return result;
    }

    private async Task<T> CallAsync<T>(string call, Func<CancellationToken, Task<T>> send, Func<string, T> unknown, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            // On the pool, so that a plugin that blocks is seen as well.
            var calling = Task.Run(() => send(cancellationToken), CancellationToken.None);
            if (!await EndsAsync(calling, cancellationToken))
            {
                throw Promise.Broken(
                    call,
                    cancellationToken.IsCancellationRequested ? "an end soon after the token was cancelled" : "an answer",
                    "neither an answer nor an end",
                    "Pass the token on to every call that waits; never block, never wait by yourself.");
            }

            return AnswerCheck.Kept(await calling, bench.Time.GetUtcNow());
        }
        catch (BrokenContractException broken)
        {
            throw Promise.Broken(call, "an answer that the contract allows", broken.Message, "Make answers with the factories of the contract.");
        }
        catch (Exception e) when (e is not ComplianceException)
        {
            See($"the exception of {call}", Blunders.Text(e));
            if (Blunders.Of(e) is { } mistake)
                throw new ComplianceException($"{call}: the plugin threw {mistake}. Exceptions of the network and of reading may go; this one is a mistake of its own and counts against the version.", e);
            return unknown(Blunders.Text(e));
        }
    }

    private static async Task<bool> EndsAsync(Task calling, CancellationToken cancellationToken)
    {
        using var guard = new CancellationTokenSource(s_hangGuard);
        await using var registration = cancellationToken.Register(() => guard.CancelAfter(s_cancelGuard));
        await Task.WhenAny(calling, Task.Delay(Timeout.Infinite, guard.Token));
        return calling.IsCompleted;
    }

    private void See(WireCall call, ChannelFault? fault, ChannelState? state, PayAction? action = null)
    {
        See($"the fault of {call}", fault is null ? null : fault.RawCode + " " + fault.RawMessage);
        See($"the state of {call}", state?.Value);
        if (action is null) return;
        var text = new StringBuilder(action.Content);
        foreach (var (name, value) in action.Fields ?? new Dictionary<string, string>()) text.Append('\n').Append(name).Append('=').Append(value);
        bench.Exhibits.Enqueue(new(account, $"the action of {call}", text.ToString(), IsAction: true));
    }

    private void See(string where, string? text)
    {
        if (!string.IsNullOrEmpty(text)) bench.Exhibits.Enqueue(new(account, where, text));
    }
}
