using Router.Abstractions;

namespace Router.Rules.Fees;

/// The fee rows of one account. The first row that fits applies to the whole amount. Computed in 128 bits, so nothing overflows on the way.
public sealed class FeeSchedule
{
    private const long Million = 1_000_000;

    private readonly FeeRow[] _rows;

    public FeeSchedule(IEnumerable<FeeRow> rows)
    {
        _rows = [.. rows];
        if (Problems(_rows) is [var first, ..]) throw new ArgumentException(first, nameof(rows));
    }

    /// What is wrong with rows, one sentence each; empty where they can be used.
    public static IReadOnlyList<string> Problems(IReadOnlyList<FeeRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var problems = new List<string>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row.From < 0 || row.To <= row.From) problems.Add($"Fee row {i + 1}: from {row.From} to {row.To} holds no amount.");
            if (row.Ppm is < 0 or > Million) problems.Add($"Fee row {i + 1}: ppm is {row.Ppm}; it is 0 to {Million}.");
            if (row.Fixed < 0 || row.Min < 0 || row.Cap < 0) problems.Add($"Fee row {i + 1}: fixed, min and cap are not negative.");
            if (row.Cap < row.Min) problems.Add($"Fee row {i + 1}: the cap {row.Cap} is below the minimum {row.Min}.");
            if (row.CardType is not (null or "debit" or "credit" or "prepaid"))
                problems.Add($"Fee row {i + 1}: the card type \"{row.CardType}\" is none of debit, credit, prepaid.");
        }

        return problems;
    }

    /// The fee of one payment; null where no row fits, and then the fee is an absent fact.
    public FeeQuote? Quote(string? method, string? cardType, Money amount)
    {
        if (amount.Minor <= 0) return null;
        foreach (var row in _rows)
            if (Fits(row, method, cardType, amount)) return Quote(row, amount.Minor);
        return null;
    }

    private static bool Fits(FeeRow row, string? method, string? cardType, Money amount) =>
        (row.Method is null || row.Method == method)
        && (row.CardType is null || row.CardType == cardType)
        && (row.Currency is null || row.Currency == amount.Currency)
        && amount.Minor >= row.From
        && (row.To is null || amount.Minor < row.To);

    private static FeeQuote Quote(FeeRow row, long amount)
    {
        // Round half up: twice the product plus the divisor, over twice the divisor.
        var share = (((Int128)amount * row.Ppm * 2) + Million) / (2 * Million);
        var fee = Int128.Clamp(share + row.Fixed, row.Min, row.Cap ?? long.MaxValue);
        var ppm = ((fee * Million) + amount - 1) / amount;
        return new((long)fee, (long)Int128.Min(ppm, long.MaxValue));
    }
}
