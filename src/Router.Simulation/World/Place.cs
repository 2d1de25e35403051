namespace Router.Simulation.World;

/// <summary>Where code runs: a process, or the world outside. A process can be paused and can die at any await.</summary>
internal sealed class Place(SimWorld world, string name) : SynchronizationContext
{
    private long _stepsLeft = long.MaxValue;
    private Action? _onCrash;

    public SimWorld World => world;

    public string Name => name;

    public ulong Tag { get; } = (ulong)name[^1];

    public bool IsDead { get; private set; }

    public DateTimeOffset PausedUntil { get; private set; }

    public void Pause(TimeSpan span)
    {
        PausedUntil = world.Now + span;
        world.Note("pause", name, span.ToString());
    }

    /// <summary>The process dies before its n-th step from now.</summary>
    public void CrashAfter(long steps, Action onCrash)
    {
        _stepsLeft = steps;
        _onCrash = onCrash;
    }

    public void Die() => IsDead = true;

    /// <returns>False where this step is not taken because nobody is there any more.</returns>
    public bool Enters()
    {
        if (IsDead) return false;
        if (_stepsLeft == long.MaxValue || --_stepsLeft > 0) return true;
        _stepsLeft = long.MaxValue;
        _onCrash?.Invoke();
        return !IsDead;
    }

    public override void Post(SendOrPostCallback d, object? state) => world.Post(this, d, state);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing in the world may wait for another thread.");

    public override SynchronizationContext CreateCopy() => this;
}
