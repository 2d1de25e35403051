namespace Router.Core.Health;

/// <summary>The parameters of the health formula. Immutable.</summary>
public sealed record HealthSettings
{
    public static HealthSettings Default { get; } = new();

    /// <summary>After this long an observation counts half.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for the approval estimate, which buyers move more than channels do.</summary>
    public TimeSpan ApprovalHalfLife { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How many observations are remembered at most, in effect.</summary>
    public double Memory { get; init; } = 100;

    /// <summary>The prior: this many observations of <see cref="PriorEstimate"/>.</summary>
    public double PriorWeight { get; init; } = 5;
    public double PriorEstimate { get; init; } = 0.97;

    /// <summary>At or below this part of the best estimate, h is least.</summary>
    public double RelativeFloor { get; init; } = 0.85;

    /// <summary>Above the floor by this, h is 1.</summary>
    public double RelativeSpan { get; init; } = 0.10;

    /// <summary>The least h.</summary>
    public double MinHealth { get; init; } = 0.01;

    /// <summary>How long h takes from 0 to 1.</summary>
    public TimeSpan ClimbTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same after it fell below <see cref="DemoteBelow"/> twice within <see cref="FallMemory"/>.</summary>
    public TimeSpan ClimbTimeAgain { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>So long after a fall another one is no longer a second.</summary>
    public TimeSpan FallMemory { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Below this h an account stands behind the others.</summary>
    public double DemoteBelow { get; init; } = 0.2;

    /// <summary>So many x = 0 in a row open the breaker; int.MaxValue switches it off.</summary>
    public int BreakerFailures { get; init; } = 5;

    /// <summary>The row must not be older than this.</summary>
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long it stays open: first, after one failed probe, after two, …; the last repeats.</summary>
    public IReadOnlyList<TimeSpan> Breaks { get; init; } =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(60)];

    /// <summary>No longer than this while the breakers of all accounts of the method are open.</summary>
    public TimeSpan BreakWhenAllDown { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So many good probes in a row close it.</summary>
    public int ProbesToClose { get; init; } = 3;

    /// <summary>The part of S and N that a closing breaker keeps.</summary>
    public double KeepOnClose { get; init; } = 0.25;

    /// <summary>A call unanswered for this many times the p99 counts as x = 0.</summary>
    public double PendingFactor { get; init; } = 3;

    /// <summary>The p99 of an account that has not answered often enough to have one.</summary>
    public TimeSpan FirstP99 { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The pending threshold is never shorter, so that a very fast channel is not judged by a hiccup of ours.</summary>
    public TimeSpan PendingMin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A good answer is late after this many times the account's median.</summary>
    public double LateFactor { get; init; } = 8;

    /// <summary>A good answer is never late sooner.</summary>
    public TimeSpan LateMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>x of a good answer that was late; 1 makes lateness count for nothing.</summary>
    public double LateWorth { get; init; } = 0.5;

    /// <summary>From so many observations on a card bank has an estimate and a breaker of its own.</summary>
    public double BankObservations { get; init; } = 20;

    /// <summary>How many card banks are followed for one account and method.</summary>
    public int MaxBanks { get; init; } = 64;

    /// <summary>h of an account, or plugin version, that joins others.</summary>
    public double NewHealth { get; init; } = 0.1;

    /// <summary>After so many good answers a new account is new no more.</summary>
    public int NewAnswers { get; init; } = 20;

    /// <summary>So many faults of our own in a row make an account Misconfigured.</summary>
    public int MisconfiguredAfter { get; init; } = 3;

    /// <summary>How often a misconfigured account is tried.</summary>
    public TimeSpan MisconfiguredProbe { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest rest a channel can ask for.</summary>
    public TimeSpan MaxRest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many ended actions make one share for the median.</summary>
    public int ActionWindow { get; init; } = 30;

    /// <summary>How old a published h may get while calls come in.</summary>
    public TimeSpan PublishInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many events are kept.</summary>
    public int EventCount { get; init; } = 500;

    /// <summary>Every parameter that is out of its bounds, one sentence each; empty where all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        Positive(HalfLife, nameof(HalfLife));
        Positive(ApprovalHalfLife, nameof(ApprovalHalfLife));
        Positive(BreakWhenAllDown, nameof(BreakWhenAllDown));
        Positive(LateMin, nameof(LateMin));
        Positive(ClimbTime, nameof(ClimbTime));
        Positive(ClimbTimeAgain, nameof(ClimbTimeAgain));
        Positive(FallMemory, nameof(FallMemory));
        Positive(BreakerWindow, nameof(BreakerWindow));
        Positive(FirstP99, nameof(FirstP99));
        Positive(PendingMin, nameof(PendingMin));
        Positive(MisconfiguredProbe, nameof(MisconfiguredProbe));
        Positive(MaxRest, nameof(MaxRest));
        Within(Memory, 2, 1_000_000, nameof(Memory));
        Within(PriorWeight, 0.1, 1000, nameof(PriorWeight));
        Within(PriorEstimate, 0.5, 1, nameof(PriorEstimate));
        Within(RelativeFloor, 0, 0.99, nameof(RelativeFloor));
        Within(RelativeSpan, 0.001, 1, nameof(RelativeSpan));
        Within(MinHealth, 0.0001, 0.5, nameof(MinHealth));
        Within(DemoteBelow, 0, 1, nameof(DemoteBelow));
        Within(NewHealth, MinHealth, 1, nameof(NewHealth));
        Within(KeepOnClose, 0, 1, nameof(KeepOnClose));
        Within(PendingFactor, 1, 100, nameof(PendingFactor));
        Within(LateFactor, 1, 1000, nameof(LateFactor));
        Within(LateWorth, 0, 1, nameof(LateWorth));
        Within(BreakerFailures, 1, int.MaxValue, nameof(BreakerFailures));
        Within(ProbesToClose, 1, 100, nameof(ProbesToClose));
        Within(NewAnswers, 1, 100_000, nameof(NewAnswers));
        Within(MisconfiguredAfter, 1, 1000, nameof(MisconfiguredAfter));
        Within(BankObservations, 1, Memory, nameof(BankObservations));
        Within(MaxBanks, 0, 10_000, nameof(MaxBanks));
        Within(ActionWindow, 1, 10_000, nameof(ActionWindow));
        Within(EventCount, 1, 100_000, nameof(EventCount));
        if (Breaks.Count == 0 || Breaks.Any(b => b <= TimeSpan.Zero))
            problems.Add($"Health:{nameof(Breaks)} must name at least one time above zero.");
        if (PublishInterval < TimeSpan.Zero) problems.Add($"Health:{nameof(PublishInterval)} must not be negative.");
        return problems;

        void Positive(TimeSpan value, string name)
        {
            if (value <= TimeSpan.Zero) problems.Add($"Health:{name} is {value}; it must be above zero.");
        }

        void Within(double value, double min, double max, string name)
        {
            if (!(value >= min && value <= max)) problems.Add(FormattableString.Invariant($"Health:{name} is {value}; it must lie between {min} and {max}."));
        }
    }
}
