namespace Router.Core.Health;

/// <summary>All that is known of one account and method. The model's lock guards it.</summary>
internal sealed class AccountMethod(HealthSettings settings, DateTimeOffset now, string accountId, string method)
{
    public string AccountId { get; } = accountId;
    public string Method { get; } = method;
    public Segment Whole { get; } = new(settings, now, method);
    public Estimate Approval { get; } = new(settings, settings.ApprovalHalfLife, now);
    public SortedList<string, Segment> Banks { get; } = new(StringComparer.Ordinal);
    public Latency Latency { get; } = new();
    public ActionShare Actions { get; } = new(settings);
    public List<CallTicket> InFlight { get; } = [];

    /// <summary>The plugin's version; another one is new.</summary>
    public string Version { get; set; } = "";

    /// <summary>Good answers since it was new; at or above the setting it is new no more.</summary>
    public int GoodAnswers { get; set; } = settings.NewAnswers;

    /// <summary>Whether others are measured against it.</summary>
    public bool IsEnabled { get; set; } = true;

    public TimeSpan P99 => Latency.P99() ?? settings.FirstP99;

    public TimeSpan PendingThreshold
    {
        get
        {
            var threshold = P99 * settings.PendingFactor;
            return threshold < settings.PendingMin ? settings.PendingMin : threshold;
        }
    }

    /// <summary>A good answer after more than this is late; null while it is not known what is usual.</summary>
    public TimeSpan? LateAfter
    {
        get
        {
            if (Latency.Median() is not { } median) return null;
            var late = median * settings.LateFactor;
            return late < settings.LateMin ? settings.LateMin : late;
        }
    }

    /// <summary>Whether the last good answer was late.</summary>
    public bool AnswersLate { get; set; }

    public double Cap => GoodAnswers >= settings.NewAnswers
        ? 1
        : settings.NewHealth + ((1 - settings.NewHealth) * GoodAnswers / settings.NewAnswers);

    public void MakeNew()
    {
        GoodAnswers = 0;
        Whole.Health = Math.Min(Whole.Health, settings.NewHealth);
    }

    /// <summary>A bank speaks for itself once enough is known, and as long as its breaker is open.</summary>
    public bool Speaks(Segment bank) => bank.Breaker.IsOpen || bank.Estimate.All >= settings.BankObservations;

    /// <summary>The bank's segment, made where it is new; null where all places are taken by banks that cannot go.</summary>
    public Segment? Bank(DateTimeOffset now, string? cardBank)
    {
        if (cardBank is null) return null;
        if (Banks.TryGetValue(cardBank, out var bank)) return bank;
        if (Banks.Count >= settings.MaxBanks && !ForgetBank(now)) return null;
        bank = new Segment(settings, now, $"{Method}/{cardBank}");
        Banks.Add(cardBank, bank);
        return bank;
    }

    // The bank of which least is known makes room, so that names which come once do not keep out those that come often.
    private bool ForgetBank(DateTimeOffset now)
    {
        string? least = null;
        var known = double.MaxValue;
        foreach (var (name, bank) in Banks)
        {
            bank.Estimate.Decay(now);
            if (bank.Estimate.All >= known || bank.Breaker.IsOpen || InFlight.Exists(call => call.Bank == bank)) continue;
            (least, known) = (name, bank.Estimate.All);
        }

        return least is not null && Banks.Remove(least);
    }

    /// <summary>For a clock that was set back: nothing is held longer than if it began now.</summary>
    public void Bound(DateTimeOffset now)
    {
        Whole.Bound(now);
        Approval.Bound(now);
        foreach (var bank in Banks.Values) bank.Bound(now);
        foreach (var call in InFlight) call.Bound(now);
    }

    public HealthLine ToLine() => ToLine(
        Whole, null, Banks.Count == 0 ? [] : [.. Banks.Where(b => Speaks(b.Value)).Select(b => ToLine(b.Value, b.Key, [], null))], Actions.Last);

    private HealthLine ToLine(Segment segment, string? bank, IReadOnlyList<HealthLine> banks, double? actionShare) => new()
    {
        AccountId = AccountId,
        Method = Method,
        CardBank = bank,
        Health = segment.Health,
        Estimate = segment.Value,
        Observations = segment.Estimate.All,
        Approval = Approval.Value(Approval.At, settings.PriorEstimate),
        IsOpen = segment.Breaker.IsOpen,
        BreakUntil = segment.Breaker.BreakUntil,
        ProbeInFlight = segment.Breaker.ProbeInFlight,
        FailuresNotSent = segment.Breaker.FailuresNotSent,
        P99 = P99,
        InFlight = InFlight.Count,
        LastReason = segment.LastReason,
        Banks = banks,
        ActionShare = actionShare,
    };
}
