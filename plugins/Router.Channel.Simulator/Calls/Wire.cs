using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Calls;

// The way between router and channel, on which calls and answers get lost.
internal sealed class Wire(FaultDraw faults, TimeProvider time)
{
    // A caller without a deadline must not hang for ever.
    private static readonly TimeSpan s_hangMax = TimeSpan.FromMinutes(5);

    // process: What the channel does with the call; given the refusal that was drawn for it, or null.
    internal async Task<T> SendAsync<T>(Call call, Failures<T> failures, Func<DrawnRefusal?, T> process, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = faults.NextCall(call.Operation, call.Number);
        if (faults.Outage is { } outage && outage.Covers(time.GetUtcNow()))
            return outage.TimesOut ? await HangAsync(failures, cancellationToken) : failures.NotSent("CONNECTION_REFUSED", "The channel is away.");

        var struck = faults.OfCall(call.Operation, call.Method, call.Bank, call.Number, count);
        var answer = await TransmitAsync(call, failures, process, struck, count, cancellationToken);
        if (faults.Strikes(Fault.Slow, call.Operation, call.Method, call.Bank, call.Number, count) is { } slow)
            await Task.Delay(slow.Delay, time, cancellationToken);
        return answer;
    }

    private async Task<T> TransmitAsync<T>(
        Call call, Failures<T> failures, Func<DrawnRefusal?, T> process, string? struck, int count, CancellationToken cancellationToken)
    {
        switch (struck)
        {
            case null:
                return process(null);
            case Fault.RefuseConnection:
                return failures.NotSent("CONNECTION_REFUSED", "The connection was refused.");
            case Fault.TimeoutBefore:
                return await HangAsync(failures, cancellationToken);
            case Fault.TimeoutAfter:
                process(null);
                return await HangAsync(failures, cancellationToken);
            case Fault.Reset:
                if (faults.Coin(call.Number, count)) process(null);
                return failures.Unknown("RESET", "The connection was reset after the send.");
            case Fault.Http5xx:
                if (faults.Coin(call.Number, count)) process(null);
                return failures.Unknown("502", "The channel answered 502.");
            case Fault.Garbage:
                process(null);
                return failures.Unknown("GARBAGE", "The answer cannot be read.");
            case Fault.BadSignature:
                process(null);
                return failures.Unknown("BAD_SIGNATURE", "The answer's signature is wrong.");
            case Fault.QueryUnknown:
                return failures.Unknown("SYSTEM_ERROR", "The channel cannot say.");
            case Fault.BrownOut when call.Operation is not (Operation.Pay or Operation.Continue):
                return failures.Unknown("503", "The channel answered 503.");
            case Fault.TooFrequent when call.Operation is not (Operation.Pay or Operation.Continue):
                return failures.TooFrequent(faults.DelayOf(Fault.TooFrequent));
            default:
                return process(DrawnRefusal.Of(struck, faults.DelayOf(struck)));
        }
    }

    private async Task<T> HangAsync<T>(Failures<T> failures, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(s_hangMax, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The caller's deadline: there never was an answer.
        }

        return failures.Unknown("TIMEOUT", "No answer came in time.");
    }
}
