namespace Router.Core.Store;

/// <summary>What a commit that stores a new attempt must stay within: the use of the attempt's account on its day, the attempt included.</summary>
/// <param name="AttemptNumber">The attempt, in the same commit.</param>
/// <param name="Count">Attempts of all currencies; null: any number.</param>
/// <param name="AmountMinor">The sum in the attempt's currency, minor units; null: any.</param>
public sealed record AttemptLimit(string AttemptNumber, long? Count, long? AmountMinor)
{
    /// <summary>Whether one more attempt fits.</summary>
    /// <param name="count">Attempts that hold a place on the day, in all currencies.</param>
    /// <param name="amountMinor">Their sum in the attempt's currency.</param>
    /// <param name="sentMinor">The attempt's own amount.</param>
    public bool Allows(long count, long amountMinor, long sentMinor) =>
        !(count >= Count) && !(AmountMinor is { } most && (sentMinor > most || amountMinor > most - sentMinor));
}
