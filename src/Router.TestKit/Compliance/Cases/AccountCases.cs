using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class AccountCases
{
    private const int PaymentsPerAccount = 12;

    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("two accounts used at once never mix their keys, states and money", NeverMix),
        new("an attempt of another account is not seen", OthersAreUnseen),
    ];

    private static async Task NeverMix(ChannelBench bench)
    {
        var (main, other) = (bench.Main, bench.Other);
        var methods = bench.Methods.ToList();
        var buying = new List<Task<(BenchChannel Channel, PaidAttempt Paid)>>();
        for (var i = 0; i < PaymentsPerAccount; i++)
        {
            foreach (var channel in new[] { main, other }) buying.Add(BuyAsync(bench, channel, methods[i % methods.Count]));
        }

        foreach (var (channel, paid) in await Task.WhenAll(buying))
        {
            var foreign = bench.Provider.Entries.Where(e => e.AttemptNumber == paid.Number && e.MerchantId != channel.Account.MerchantId).ToList();
            Promise.Keep(
                foreign.Count == 0, $"{channel.Account.Id}, the payment {paid.Number}", $"money at the merchant {channel.Account.MerchantId}", $"at {string.Join(", ", foreign.Select(e => e.MerchantId))}",
                "Keep nothing static and nothing thread-local: what belongs to an account is in its instance.");
        }
    }

    private static async Task<(BenchChannel Channel, PaidAttempt Paid)> BuyAsync(ChannelBench bench, BenchChannel channel, MethodManifest method)
    {
        try
        {
            return (channel, await Task.Run(() => new Buying(bench, channel).PayAsync(method)));
        }
        catch (ComplianceException broken)
        {
            throw new ComplianceException($"While both accounts were used at once, {channel.Account.Id}: {broken.Message} Alone it may work: then something of the other account was used.", broken);
        }
    }

    private static async Task OthersAreUnseen(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Query).Where(m => m.ResolveBy == ResolveBy.Query))
        {
            var others = await new Buying(bench, bench.Other).PayAsync(method);
            var query = await bench.Main.QueryAsync(others.Attempt);
            Promise.Keep(
                query.Status is AttemptStatus.NotFound or AttemptStatus.Unknown, $"{method.Name}, {bench.Main.Account.Id} asks about a payment of {bench.Other.Account.Id}", "NotFound or Unknown", Promise.Show(query),
                "Ask as the account's own merchant, and compare the merchant of the answer with it.");
        }
    }
}
