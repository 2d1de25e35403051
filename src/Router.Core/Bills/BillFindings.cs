using Router.Abstractions;

namespace Router.Core.Bills;

/// <summary>Collects a report; what could grow without end is counted and only listed up to a bound.</summary>
internal sealed class BillFindings(ReconcileCommand command, string channelId)
{
    public const int MaxListed = 1000;
    private readonly List<BillDayReport> _days = [];
    private readonly List<BillDifference> _differences = [];
    private readonly List<OtherFee> _otherFees = [];
    private readonly SortedDictionary<string, Sums> _sums = new(StringComparer.Ordinal);
    private long _differenceCount, _otherFeeCount;

    public long Matched { get; set; }

    public long Waiting { get; set; }

    public List<BillAbsence> Absences { get; } = [];

    public long DifferenceCount => _differenceCount;

    /// <summary>The first of them, up to the bound.</summary>
    public IReadOnlyList<BillDifference> Differences => _differences;

    public void Add(BillDay day) => _days.Add(new(day.Date, day.State, day.Count, day.Why));

    public void Add(BillDifference difference)
    {
        _differenceCount++;
        if (_differences.Count < MaxListed) _differences.Add(difference);
    }

    public void Add(OtherFee fee)
    {
        _otherFeeCount++;
        if (_otherFees.Count < MaxListed) _otherFees.Add(fee);
    }

    /// <summary>Sums a line that can be read.</summary>
    public void Sum(BillLine line)
    {
        if (!_sums.TryGetValue(line.Amount.Currency.Code, out var sums)) _sums.Add(line.Amount.Currency.Code, sums = new(line.Amount.Currency));
        sums.Add(line);
    }

    public BillReport Report() => new()
    {
        AccountId = command.AccountId,
        ChannelId = channelId,
        From = command.From,
        To = command.To,
        Days = _days,
        Totals = [.. _sums.Values.Select(sums => sums.Total())],
        Matched = Matched,
        DifferenceCount = _differenceCount,
        Differences = _differences,
        Waiting = Waiting,
        OtherFeeCount = _otherFeeCount,
        OtherFees = _otherFees,
        Absences = Absences,
    };

    // Wider than what is summed: lines of nonsense must not overflow.
    private sealed class Sums(Currency currency)
    {
        private Int128 _in, _back, _fee, _other;
        private long _lines;

        public void Add(BillLine line)
        {
            _lines++;
            if (line.Kind == BillLineKind.Payment) _in += line.Amount.Minor;
            else if (line.Kind == BillLineKind.Refund) _back += line.Amount.Minor;
            else _other += line.Amount.Minor;
            if (line.Fee is { } fee && fee.Currency == currency) _fee += fee.Minor;
        }

        public BillTotal Total() => new(currency, _lines, Cut(_in), Cut(_back), Cut(_fee), Cut(_other));

        private static long Cut(Int128 sum) => sum > long.MaxValue ? long.MaxValue : sum < long.MinValue ? long.MinValue : (long)sum;
    }
}
