using System.Diagnostics;

namespace Router.Load.Traffic;

/// <summary>
/// Sends what is due when it is due and waits for no answer: a slow host gets no fewer requests, and what it makes wait is counted from the
/// moment the request was due.
/// </summary>
internal sealed class OpenLoop(int inFlightMax)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Work, long> _later = new();
    private int _inFlight;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Puts a request among those to come.</summary>
    public void Add(Work work)
    {
        lock (_gate) _later.Enqueue(work, work.Due);
    }

    /// <summary>One step, on a thread of its own.</summary>
    /// <param name="row">Where the answers are counted.</param>
    /// <param name="duration">How long payments arrive.</param>
    /// <param name="arrivals">When.</param>
    /// <param name="next">The next payment, due then.</param>
    public Task RunAsync(StepRow row, TimeSpan duration, Arrivals arrivals, Func<long, Work> next) => Task.Factory.StartNew(
        () => Run(row, duration, arrivals, next), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Sends what is still to come and waits until nothing is under way, within a limit.</summary>
    public async Task DrainAsync(StepRow row, TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < limit)
        {
            FireDue(row);
            lock (_gate)
            {
                if (_later.Count == 0 && InFlight == 0) return;
            }

            await Task.Delay(5);
        }
    }

    private void Run(StepRow row, TimeSpan duration, Arrivals arrivals, Func<long, Work> next)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var due = start + arrivals.NextGap();
        while (due < end)
        {
            while (due < end && due <= Stopwatch.GetTimestamp())
            {
                Fire(row, next(due));
                due += arrivals.NextGap();
            }

            FireDue(row);
            // A sleep of a millisecond: spinning would take the processor that the host needs, and the lateness is counted.
            if (due > Stopwatch.GetTimestamp()) Thread.Sleep(1);
        }

        row.Elapsed = Stopwatch.GetElapsedTime(start);
    }

    private void FireDue(StepRow row)
    {
        // What follows a payment waits for its turn; only new payments are shed.
        while (InFlight < inFlightMax)
        {
            Work work;
            lock (_gate)
            {
                if (!_later.TryPeek(out var first, out var due) || due > Stopwatch.GetTimestamp()) return;
                work = first;
                _later.Dequeue();
            }

            Fire(row, work);
        }
    }

    private void Fire(StepRow row, Work work)
    {
        if (InFlight >= inFlightMax)
        {
            Interlocked.Increment(ref row.Shed);
            return;
        }

        row.Lag.Record(Stopwatch.GetElapsedTime(work.Due));
        Interlocked.Increment(ref _inFlight);
        _ = SendAsync(row, work);
    }

    private async Task SendAsync(StepRow row, Work work)
    {
        try
        {
            var reply = await work.SendAsync();
            row.Record(work, reply, Stopwatch.GetElapsedTime(work.Due));
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
