using Router.Abstractions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// An amount in minor units means something only where the currencies it can be in have one exponent.
internal static class ExponentCheck
{
    public static void Check(JsonMember amount, JsonItem when, IReadOnlyCollection<string>? ofSet, NamedLists lists, Findings findings)
    {
        var ofRule = when.Member("currency") is { } currency ? Named(currency.Value, lists) : null;
        if (IsOneExponent(ofRule) || IsOneExponent(ofSet)) return;
        // Unknown codes have their own finding; a second one about them would mislead.
        if (ofRule is { Count: 0 } || ofSet is { Count: 0 } || (ofRule ?? ofSet)?.Any(code => !Currency.TryParse(code, out _)) == true) return;
        findings.Error(
            DiagnosticIds.AmountWithoutExponent, amount,
            (ofRule ?? ofSet) is { } codes
                ? $"The currencies {Suggest.List(codes)} count their minor units differently, so one number cannot mean an amount in all of them. Write a rule for each exponent."
                : "An amount needs to know its currency: 1000 is 10.00 CNY and 1000 JPY. Write \"currency\" beside it at the top of \"when\", or \"currencies\" for the whole file.");
    }

    private static bool IsOneExponent(IReadOnlyCollection<string>? codes)
    {
        if (codes is null || codes.Count == 0) return false;
        int? exponent = null;
        foreach (var code in codes)
        {
            if (!Currency.TryParse(code, out var currency)) return false;
            if (exponent is { } other && other != currency.Exponent) return false;
            exponent = currency.Exponent;
        }

        return true;
    }

    /// The currencies a condition allows; null where it does not name them, as with "ne".
    private static IReadOnlyCollection<string>? Named(JsonItem item, NamedLists lists)
    {
        if (NamedLists.IsReference(item)) return [.. lists.Resolve(item).Select(i => i.Text)];
        if (item.Kind == JsonKind.Text) return [item.Text];
        if (item.Kind == JsonKind.Object) return (item.Member("eq") ?? item.Member("in")) is { } named ? Named(named.Value, lists) : null;
        if (item.Kind != JsonKind.Array) return null;
        var all = new List<string>();
        foreach (var member in item.Items)
        {
            if (Named(member, lists) is not { } codes) return null;
            all.AddRange(codes);
        }

        return all;
    }
}
