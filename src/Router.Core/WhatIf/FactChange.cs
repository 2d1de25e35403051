using System.Globalization;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules;

namespace Router.Core.WhatIf;

/// <summary>A payment with another value of one fact.</summary>
/// <param name="Fact">As rules name it: "amount", "metadata.vip".</param>
/// <param name="From">Null: absent.</param>
/// <param name="To">Null: left out.</param>
public sealed record FactChange(string Fact, string? From, string? To) : Change
{
    public override string Text =>
        From is null ? $"{Fact} {To} (now absent)" : To is null ? $"{Fact} left out (now {From})" : $"{Fact} {To} instead of {From}";

    internal override string Subject => Fact;

    internal override double Size =>
        long.TryParse(From, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var from)
        && long.TryParse(To, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var to)
            ? Math.Min(1, Math.Abs((double)to - from) / Math.Max(1, Math.Abs((double)from)))
            : 1;

    /// <summary>True where a payment can be without it.</summary>
    internal static bool CanBeAbsent(string fact) => fact is not ("amount" or "currency" or "method" or "merchant" or "time");

    internal override Situation Apply(Situation situation) => situation with { Request = Apply(situation.Request) };

    private RouteRequest Apply(RouteRequest request)
    {
        var terms = request.Terms;
        switch (Fact)
        {
            case "amount":
                return request with { Terms = terms with { Amount = terms.Amount with { Minor = long.Parse(To!, CultureInfo.InvariantCulture) } } };
            case "currency":
                return request with { Terms = terms with { Amount = terms.Amount with { Currency = Currency.Parse(To!) } } };
            case "method":
                return request with { Terms = terms with { Methods = [To!] } };
            case "merchant":
                return request with { Terms = terms with { Merchant = To! } };
            case "time":
                var shift = DateTimeOffset.Parse(To!, CultureInfo.InvariantCulture) - request.AcceptedAt;
                return request with { AcceptedAt = request.AcceptedAt + shift, Now = request.Now + shift, ExpiresAt = request.ExpiresAt + shift };
            default:
                return request with { Terms = WithFact(terms) };
        }
    }

    private PaymentTerms WithFact(PaymentTerms terms)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in terms.Facts.OrderBy(f => f.Key, StringComparer.Ordinal))
            if (name != Fact) facts[name] = text;
        var instrument = terms.Instrument;
        if (FactNames.TryParse(Fact, out var fact) && fact is FactId.CardBank or FactId.CardType or FactId.CardBin)
        {
            instrument ??= new Instrument();
            instrument = fact == FactId.CardBank ? instrument with { CardBank = To } : fact == FactId.CardType ? instrument with { CardType = To } : instrument with { CardBin = To };
        }
        else if (To is not null)
        {
            facts[Fact] = To;
        }

        return terms with { Facts = facts, Instrument = instrument };
    }
}
