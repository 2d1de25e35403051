using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>Which amounts are sent.</summary>
internal static class Amounts
{
    /// <summary>An amount that every provider can express: whole major units in every currency, 29.00 or more.</summary>
    public static Money Usual(MethodManifest method, Currency? currency = null) =>
        new(Math.Clamp(29_000, method.MinAmount, method.MaxAmount), currency ?? method.Currencies[0]);

    /// <summary>Both ends, where digits change, and draws of every length.</summary>
    public static IEnumerable<long> Drawn(MethodManifest method, Random random, int draws)
    {
        long[] corners = [method.MinAmount, method.MaxAmount, 29, 57, 1_00, 1_15, 4_35, 8_70, 10_00, 1_999, 10_000, 1_000_000, 99_999_999];
        foreach (var corner in corners.Where(c => c >= method.MinAmount && c <= method.MaxAmount).Distinct()) yield return corner;
        var longest = Math.Log10(method.MaxAmount);
        for (var i = 0; i < draws; i++)
        {
            var amount = (long)Math.Pow(10, random.NextDouble() * longest);
            yield return Math.Clamp(i % 3 == 0 ? amount / 1000 * 1000 : amount, method.MinAmount, method.MaxAmount);
        }
    }
}
