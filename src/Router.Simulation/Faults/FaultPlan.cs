using Router.Simulation.World;

namespace Router.Simulation.Faults;

/// <summary>
/// Which faults a world has and how often. Drawn per seed: some worlds have few kinds and some all, so that no kind hides another.
/// </summary>
internal sealed class FaultPlan
{
    private static readonly double[] s_most = Most();
    private readonly double[] _chances = new double[s_most.Length];
    private bool _isOver;

    /// <summary>Draws a plan.</summary>
    public static FaultPlan Drawn(Draw draw)
    {
        var plan = new FaultPlan();
        var share = draw.Below(4) switch { 0 => 0.1, 1 => 0.35, 2 => 0.7, _ => 1.0 };
        for (var kind = 0; kind < s_most.Length; kind++)
        {
            var chance = s_most[kind] * Math.Pow(10, -1.5 * draw.Share());
            if (draw.Chance(share)) plan._chances[kind] = chance;
        }

        return plan;
    }

    /// <summary>A plan with nothing but what is named, as often as it may be.</summary>
    public static FaultPlan Of(params FaultKind[] kinds)
    {
        var plan = new FaultPlan();
        foreach (var kind in kinds) plan._chances[(int)kind] = s_most[(int)kind];
        return plan;
    }

    public IEnumerable<FaultKind> Kinds => Enum.GetValues<FaultKind>().Where(k => _chances[(int)k] > 0);

    public double this[FaultKind kind] => _isOver ? 0 : _chances[(int)kind];

    /// <summary>Whether the plan has it, also after its end.</summary>
    public bool Has(FaultKind kind) => _chances[(int)kind] > 0;

    /// <summary>Buyers and merchants go on as they are; everything that breaks stops breaking.</summary>
    public void Stop() => _isOver = true;

    public bool Draws(FaultKind kind, Draw draw) => draw.Chance(this[kind]);

    private static double[] Most()
    {
        var most = new double[Enum.GetValues<FaultKind>().Length];
        Array.Fill(most, 0.15);
        void Set(double chance, params FaultKind[] kinds)
        {
            foreach (var kind in kinds) most[(int)kind] = chance;
        }

        Set(0.5, FaultKind.NotFoundThenPaid, FaultKind.CloseReverses, FaultKind.BuyerNeverActs, FaultKind.NotificationFirst, FaultKind.StaleAnswer,
            FaultKind.RepeatRefused);
        Set(0.3, FaultKind.BuyerPaysLate, FaultKind.BuyerPaysOldAction, FaultKind.ReceiverFails, FaultKind.RefundDelayed, FaultKind.NotificationLost,
            FaultKind.LateCapture, FaultKind.ClientSwitches, FaultKind.ClientEnds, FaultKind.ClientRepeats);
        Set(0.03, FaultKind.DiskError, FaultKind.DiskUnknown, FaultKind.Conflict, FaultKind.Pause, FaultKind.WrongAmount);
        Set(1, FaultKind.Crash, FaultKind.PowerLoss, FaultKind.ClockJump, FaultKind.Reload, FaultKind.AccountRetired, FaultKind.AccountRemoved, FaultKind.DiskOutage);
        Set(1, FaultKind.Operators);
        Set(0.06, FaultKind.OneCent);
        return most;
    }
}
