using System.Globalization;
using Router.Core.Orders;
using Router.Rules;
using Router.Rules.Conditions;

namespace Router.Core.Routing;

/// <summary>The facts of a payment, from its terms.</summary>
internal static class TermsFacts
{
    private const string MetadataPrefix = "metadata.";

    public static Facts Of(PaymentTerms terms, DateTimeOffset acceptedAt, FactCatalog catalog, BinTable? bins)
    {
        var builder = new FactsBuilder(catalog, bins);
        foreach (var (name, text) in terms.Facts.OrderBy(f => f.Key, StringComparer.Ordinal)) Set(builder, catalog, name, text);
        if (terms.Instrument is { } instrument)
        {
            builder.Set(FactId.CardBank, instrument.CardBank);
            builder.Set(FactId.CardType, instrument.CardType);
            builder.Set(FactId.CardBin, instrument.CardBin);
        }

        return builder
            .Set(FactId.Merchant, terms.Merchant)
            .Set(FactId.Amount, terms.Amount.Minor)
            .Set(FactId.Currency, terms.Amount.Currency.Code)
            .Set(FactId.Method, terms.Methods.Count == 0 ? null : terms.Methods[0])
            .SetTime(acceptedAt)
            .Build();
    }

    private static void Set(FactsBuilder builder, FactCatalog catalog, string name, string text)
    {
        if (name.StartsWith(MetadataPrefix, StringComparison.Ordinal)) SetMetadata(builder, catalog, name[MetadataPrefix.Length..], text);
        else if (!FactNames.TryParse(name, out var fact)) builder.NotUnderstood(name, "no such fact");
        else if (fact is FactId.Merchant or FactId.Amount or FactId.Currency or FactId.Method or FactId.Time)
            builder.NotUnderstood(name, "the payment itself says it");
        else if (fact == FactId.Tags) builder.SetTags(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        else builder.Set(fact, text);
    }

    // The terms carry text; the registry knows the type, and without one the text shows it.
    private static void SetMetadata(FactsBuilder builder, FactCatalog catalog, string key, string text)
    {
        var kind = catalog.MetadataIsOpen ? Guess(text) : catalog.MetadataKind(key) ?? FactKind.Text;
        if (kind == FactKind.Boolean && text is ("true" or "false")) builder.SetMetadata(key, text == "true");
        else if (kind == FactKind.Integer && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            builder.SetMetadata(key, number);
        else builder.SetMetadata(key, text);
    }

    private static FactKind Guess(string text) =>
        text is "true" or "false" ? FactKind.Boolean
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text ? FactKind.Integer
        : FactKind.Text;
}
