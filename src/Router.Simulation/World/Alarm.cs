namespace Router.Simulation.World;

/// <summary>What a timer has set. Called off, it is forgotten and takes no step.</summary>
internal sealed class Alarm(Action rings)
{
    public static readonly SendOrPostCallback Ring = static state =>
    {
        var alarm = (Alarm)state!;
        if (!alarm.IsOff) alarm.Rings();
    };

    public bool IsOff { get; set; }

    private Action Rings => rings;
}
