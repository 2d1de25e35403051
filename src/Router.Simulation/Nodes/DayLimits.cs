using Router.Abstractions;
using Router.Core.Accounts;
using Router.Simulation.World;

namespace Router.Simulation.Nodes;

/// <summary>Daily limits of a world: one world in three has some. Drawn beside the rest, so that the others stay what they were.</summary>
internal sealed class DayLimits
{
    /// <summary>Its midnight lies in the middle of the traffic.</summary>
    public const string Zone = "Etc/GMT-12";

    private readonly SortedDictionary<string, AccountLimits> _byAccount = new(StringComparer.Ordinal);

    public static DayLimits Of(SimOptions options)
    {
        var draw = new Draw(options.Seed ^ 0x6c696d697473);
        var limits = new DayLimits();
        if (!draw.Chance(1 / 3.0)) return limits;
        foreach (var account in new[] { "a", "c", "d" })
        {
            var count = 2 + draw.Below(Math.Max(4, options.Orders / 8));
            var amount = 20_000L + (1000L * draw.Below(40 * Math.Max(4, options.Orders / 8)));
            limits._byAccount[account] = draw.Below(3) switch
            {
                0 => new(count, null, Zone),
                1 => new(null, [new Money(amount, Currency.CNY)], Zone),
                _ => new(count, [new Money(amount, Currency.CNY)], Zone),
            };
        }

        return limits;
    }

    public MerchantAccount On(MerchantAccount account) => account with { Limits = Find(account.Id) };

    public AccountLimits? Find(string account) => _byAccount.GetValueOrDefault(account);
}
