using Router.Abstractions;
using Router.Core.Orders;
using Router.Rules;

namespace Router.Host.Offline.Explain;

/// <summary>A payment made of a line of facts, so that a plan can be made for it.</summary>
internal static class OfflineTerms
{
    private const string Unnamed = "explain";

    /// <param name="facts">Read without the BIN table: the plan asks it itself.</param>
    /// <param name="methods">What the buyer can use; empty: the fact.</param>
    /// <param name="why">The reason.</param>
    /// <returns>Null, with the reason, where the facts do not make a payment.</returns>
    public static PaymentTerms? Of(Facts facts, IReadOnlyList<string> methods, out string why)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (fact, value) in facts.Present()) texts[fact] = value;
        if (methods.Count == 0 && texts.TryGetValue("method", out var method)) methods = [method];
        why = "the facts have no amount, currency or method (--methods names several)";
        if (methods.Count == 0 || facts.Integer(FactId.Amount) is not { } amount || facts.Text(FactId.Currency) is not { } code) return null;
        var terms = new PaymentTerms
        {
            // No merchant stays no fact, as for `rules eval`.
            Merchant = texts.GetValueOrDefault("merchant", ""),
            MerchantOrderNo = Unnamed,
            Amount = new Money(amount, Currency.Parse(code)),
            Description = Unnamed,
            Methods = methods,
            Instrument = new Instrument(facts.Text(FactId.CardBank), facts.Text(FactId.CardType), facts.Text(FactId.CardBin)),
        };
        foreach (var own in new[] { "merchant", "amount", "currency", "method", "time", "cardBank", "cardType", "cardBin" }) texts.Remove(own);
        // What was not understood goes along: the engine does not understand it either, and says so.
        foreach (var odd in facts.Unrecognised)
            if (odd.Split(": ", 2) is [var name, var given]) texts.TryAdd(name, given);
        return terms with { Facts = texts };
    }
}
