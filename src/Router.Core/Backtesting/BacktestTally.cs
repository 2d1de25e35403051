using Router.Core.Orders;

namespace Router.Core.Backtesting;

/// <summary>
/// The same payments under two rule sets. Tallies of parts add up to the tally of the whole, whatever the parts and their order.
/// Not thread-safe.
/// </summary>
public sealed class BacktestTally
{
    private const int MaxExamples = 10;

    private readonly SortedDictionary<string, SortedDictionary<string, long>> _matrix = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FeeTally> _fees = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, ChangedPayment> _changes = [];
    private readonly SortedDictionary<long, ChangedPayment> _newlyRefused = [];
    private long _successDifference;
    private long _successDifferenceVariance;

    public RouteTally Old { get; } = new();
    public RouteTally New { get; } = new();

    /// <summary>Payments by what the old rules gave, then by what the new give: accounts, or in brackets what it came to.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<string, long>> Matrix => _matrix;

    /// <summary>Payments that begin at another account, or that only one of both routes.</summary>
    public long Changed { get; private set; }

    /// <summary>Payments that the old rules route and the new do not.</summary>
    public long NewlyRefused { get; private set; }

    /// <summary>Payments that the new rules route and the old did not.</summary>
    public long NewlyRouted { get; private set; }

    /// <summary>Fees of the payments that both route, by currency.</summary>
    public IReadOnlyDictionary<string, FeeTally> Fees => _fees;

    /// <summary>The first changed payments.</summary>
    public IReadOnlyCollection<ChangedPayment> Changes => _changes.Values;

    /// <summary>The first payments that the new rules no longer route.</summary>
    public IReadOnlyCollection<ChangedPayment> Refusals => _newlyRefused.Values;

    /// <summary>Payments whose first account was recorded.</summary>
    public long Recorded { get; private set; }

    /// <summary>Of those, how many the old rules send there again: far below all, the old file is not what was in force.</summary>
    public long RecordedAgain { get; private set; }

    /// <summary>Payments of which it is recorded whether the first attempt succeeded, and how many did.</summary>
    public long RecordedFinished { get; private set; }
    public long RecordedSucceeded { get; private set; }

    /// <summary>Payments that the new rules send to an account of which no health was recorded: a healthy one was assumed.</summary>
    public long NewWithoutHealth { get; private set; }

    /// <summary>Expected success of the new rules less that of the old.</summary>
    public Share95 SuccessDifference => Micro.Mean(_successDifference, _successDifferenceVariance, Old.Payments);

    internal void Add(long number, RecordedPayment payment, RoutePlan before, RoutePlan after, bool newHealthKnown)
    {
        Old.Add(before, payment.Terms);
        New.Add(after, payment.Terms);
        var (from, to) = (RouteTally.PlaceOf(before), RouteTally.PlaceOf(after));
        Count(from, to, 1);
        AddRecorded(payment, from);
        var routed = before.Outcome == RouteOutcome.Routed;
        var routedNow = after.Outcome == RouteOutcome.Routed;
        if (routedNow && !newHealthKnown) NewWithoutHealth++;
        if (routed && routedNow)
        {
            var currency = payment.Terms.Amount.Currency.Code;
            _fees[currency] = _fees.GetValueOrDefault(currency).Plus(new(before.Candidates[0].FeeMinor, after.Candidates[0].FeeMinor));
        }

        if (string.Equals(from, to, StringComparison.Ordinal)) return;
        Changed++;
        AddSuccess(routed ? before.Candidates[0].SuccessEstimate : 0, routedNow ? after.Candidates[0].SuccessEstimate : 0);
        var change = new ChangedPayment(
            number, payment.Terms.MerchantOrderNo, from, before.RuleId ?? RouteTally.Default, to, after.RuleId ?? RouteTally.Default,
            routedNow ? null : after.ReasonText);
        Keep(_changes, change);
        if (routed && !routedNow)
        {
            NewlyRefused++;
            Keep(_newlyRefused, change);
        }

        if (!routed && routedNow) NewlyRouted++;
    }

    public void Merge(BacktestTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Old.Merge(other.Old);
        New.Merge(other.New);
        Changed += other.Changed;
        NewlyRefused += other.NewlyRefused;
        NewlyRouted += other.NewlyRouted;
        Recorded += other.Recorded;
        RecordedAgain += other.RecordedAgain;
        RecordedFinished += other.RecordedFinished;
        RecordedSucceeded += other.RecordedSucceeded;
        NewWithoutHealth += other.NewWithoutHealth;
        _successDifference += other._successDifference;
        _successDifferenceVariance += other._successDifferenceVariance;
        foreach (var (from, row) in other._matrix)
            foreach (var (to, count) in row) Count(from, to, count);
        foreach (var (currency, fees) in other._fees)
            _fees[currency] = _fees.GetValueOrDefault(currency).Plus(fees);
        foreach (var change in other._changes.Values) Keep(_changes, change);
        foreach (var refusal in other._newlyRefused.Values) Keep(_newlyRefused, refusal);
    }

    private void AddRecorded(RecordedPayment payment, string from)
    {
        if (payment.FirstAccount is { } first)
        {
            Recorded++;
            if (string.Equals(first, from, StringComparison.Ordinal)) RecordedAgain++;
        }

        if (payment.FirstSucceeded is not { } succeeded) return;
        RecordedFinished++;
        if (succeeded) RecordedSucceeded++;
    }

    // A payment that stays where it is moves nothing; one that moves is drawn anew on both sides.
    private void AddSuccess(double before, double after)
    {
        _successDifference += Micro.Of(after) - Micro.Of(before);
        _successDifferenceVariance += Micro.VarianceOf(before) + Micro.VarianceOf(after);
    }

    private void Count(string from, string to, long more)
    {
        if (!_matrix.TryGetValue(from, out var row)) _matrix.Add(from, row = new(StringComparer.Ordinal));
        row[to] = row.GetValueOrDefault(to) + more;
    }

    private static void Keep(SortedDictionary<long, ChangedPayment> examples, ChangedPayment example)
    {
        examples[example.Number] = example;
        if (examples.Count > MaxExamples) examples.Remove(examples.Keys.Last());
    }
}
