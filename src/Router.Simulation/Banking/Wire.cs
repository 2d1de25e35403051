using Router.Simulation.Faults;
using Router.Simulation.World;

namespace Router.Simulation.Banking;

/// <summary>The way to a channel and back: requests and answers are lost, late, cut off and garbled on it.</summary>
internal sealed class Wire(SimWorld world, FaultPlan faults, Draw draw)
{
    private const double SlowestSeconds = 24;

    /// <summary>Whether a connection is to be had at all; where not, nothing is sent.</summary>
    public bool IsDown() => faults.Draws(FaultKind.NotSent, draw);

    /// <param name="atBank">Runs when the request arrives, whatever has become of the sender.</param>
    /// <param name="broken">What the plugin makes of an answer that is none.</param>
    /// <param name="lost">Told where the request will never arrive.</param>
    /// <param name="given">Told where the answer reaches the sender as it was given.</param>
    /// <param name="cancellationToken">The sender's deadline.</param>
    public Task<T> CallAsync<T>(Func<T> atBank, Func<string, T> broken, Action? lost, Action<T>? given, CancellationToken cancellationToken)
    {
        var reply = new TaskCompletionSource<T>();
        cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource<T>)state!).TrySetCanceled(), reply);
        if (faults.Draws(FaultKind.RequestLost, draw))
        {
            lost?.Invoke();
            return reply.Task;
        }

        world.After(Delay(), () => Answer(atBank(), broken, given, reply));
        return reply.Task;
    }

    private void Answer<T>(T answer, Func<string, T> broken, Action<T>? given, TaskCompletionSource<T> reply)
    {
        var delay = Delay();
        if (faults.Draws(FaultKind.AnswerLost, draw)) return;
        if (faults.Draws(FaultKind.Reset, draw)) world.After(delay, () => reply.TrySetException(new HttpRequestException("reset")));
        else if (faults.Draws(FaultKind.ServerError, draw)) world.After(delay, () => reply.TrySetResult(broken("502")));
        else if (faults.Draws(FaultKind.Garbage, draw)) world.After(delay, () => reply.TrySetResult(draw.Chance(0.3) ? default! : broken("garbage")));
        else
        {
            world.After(delay, () =>
            {
                if (reply.TrySetResult(answer)) given?.Invoke(answer);
            });
        }
    }

    private TimeSpan Delay() => faults.Draws(FaultKind.Slow, draw) ? draw.Between(1, SlowestSeconds) : draw.Between(0.01, 0.2);
}
