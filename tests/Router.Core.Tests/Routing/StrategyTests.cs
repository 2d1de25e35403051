using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Routing.Strategies;
using Router.Rules.Fees;

namespace Router.Core.Tests.Routing;

/// The five strategies by their properties. Shares are held against bounds of five standard deviations, on fixed seeds.
public class StrategyTests
{
    private static readonly IRoutingStrategy[] s_all =
        [new WeightedStrategy(), new PriorityStrategy(), new LowestFeeStrategy(), new BestSuccessStrategy(), new SplitStrategy()];

    public static TheoryData<string> Names => [.. s_all.Select(s => s.Name)];

    private static Candidate Make(string id, double weight, long? fee = null, double approval = 0.97, double factor = 1) => new()
    {
        Account = Fixture.Account(id),
        Method = Fixture.Method(),
        BaseWeight = weight,
        Fee = fee is { } known ? new FeeQuote(known, known) : null,
        Health = new HealthReading(factor, 0.97, approval, BreakerState.Closed, true, null),
        Factor = factor,
    };

    private static List<Candidate> Order(string strategy, IEnumerable<Candidate> candidates, string payer = "p", ulong seed = 1, string? rule = "r")
    {
        Candidate[] ordered = [.. candidates];
        s_all.Single(s => s.Name == strategy).Order(ordered, new OrderingInputs(rule, payer, new SeededDraw(seed)));
        return [.. ordered];
    }

    private static string First(string strategy, IEnumerable<Candidate> candidates, string payer = "p", ulong seed = 1) =>
        Order(strategy, candidates, payer, seed)[0].Account.Id;

    private static readonly Gen<Candidate> s_candidate =
        from weight in Gen.Choose(1, 5)
        from fee in Gen.Choose(-1, 4)
        from approval in Gen.Choose(900, 1000)
        from quarters in Gen.Choose(1, 4)
        select Make("", weight * 10, fee < 0 ? null : fee, approval / 1000.0, quarters / 4.0);

    private static readonly Gen<List<Candidate>> s_candidates =
        from count in Gen.Choose(0, 9)
        from candidates in s_candidate.ListOf(count)
        select candidates.Select((c, i) => Make("a" + i, c.BaseWeight, c.Fee?.Fee, c.Health.Approval, c.Factor)).ToList();

    private static void ForAll(Func<List<Candidate>, int, bool> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(s_candidates.ToArbitrary(), Gen.Choose(0, 100_000).ToArbitrary(), holds));

    private static void ShouldBeShare(int count, int of, double share)
    {
        var deviation = Math.Sqrt(of * share * (1 - share));
        ((double)count).Should().BeInRange((of * share) - (5 * deviation), (of * share) + (5 * deviation));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_candidate_is_lost_or_doubled_and_the_same_inputs_give_the_same_order(string strategy) => ForAll((candidates, seed) =>
    {
        var once = Order(strategy, candidates, "p" + seed, (ulong)seed);
        var again = Order(strategy, candidates, "p" + seed, (ulong)seed);
        return once.SequenceEqual(again) && once.ToHashSet().SetEquals(candidates) && once.Count == candidates.Count;
    });

    [Fact]
    public void Priority_is_the_order_of_the_file() => ForAll((candidates, _) => Order("priority", candidates).SequenceEqual(candidates));

    [Fact]
    public void Lowest_fee_is_sorted_by_fee_then_weight_then_the_file() => ForAll((candidates, _) =>
        Order("lowestFee", candidates).SequenceEqual(candidates.OrderBy(c => c.Fee is null).ThenBy(c => c.Fee?.Fee ?? 0).ThenByDescending(c => c.Weight)));

    [Fact]
    public void Best_success_takes_groups_of_one_point_from_the_best_down() => ForAll((candidates, _) =>
    {
        var left = candidates.ToList();
        var expected = new List<Candidate>();
        while (left.Count > 0)
        {
            var best = left.Max(Score);
            var group = left.FindAll(c => best - Score(c) < 0.01);
            expected.AddRange(group.OrderByDescending(c => c.Weight));
            left.RemoveAll(group.Contains);
        }

        return Order("bestSuccess", candidates).SequenceEqual(expected);

        static double Score(Candidate c) => c.Health.Approval * c.Factor;
    });

    [Fact]
    public void Best_success_never_puts_an_account_behind_one_that_is_a_point_worse() => ForAll((candidates, _) =>
    {
        var ordered = Order("bestSuccess", candidates);
        return !ordered.Where((c, i) => ordered.Skip(i + 1).Any(later => (later.Health.Approval * later.Factor) - (c.Health.Approval * c.Factor) >= 0.01)).Any();
    });

    [Fact]
    public void Best_success_weighs_approval_by_health()
    {
        Order("bestSuccess", [Make("a", 1, approval: 0.99, factor: 0.9), Make("b", 1, approval: 0.90)]).Select(c => c.Account.Id).Should().Equal("b", "a");
        Order("bestSuccess", [Make("a", 1, approval: 0.95), Make("b", 2, approval: 0.945), Make("c", 9, approval: 0.938)])
            .Select(c => c.Account.Id).Should().Equal(["b", "a", "c"], "c lies within a point of b, but not of the best");
    }

    [Theory]
    [InlineData("weighted")]
    [InlineData("split")]
    public void Shares_follow_the_weights(string strategy)
    {
        Candidate[] candidates = [Make("a", 50), Make("b", 30), Make("c", 15), Make("d", 5)];
        var first = Enumerable.Range(0, 40_000).Select(i => First(strategy, candidates, "payer-" + i, (ulong)i)).ToList();
        foreach (var candidate in candidates)
            ShouldBeShare(first.Count(id => id == candidate.Account.Id), first.Count, candidate.BaseWeight / 100);
    }

    [Theory]
    [InlineData("weighted")]
    [InlineData("split")]
    public void The_second_place_is_shared_by_weight_too(string strategy)
    {
        Candidate[] candidates = [Make("a", 50), Make("b", 30), Make("c", 20)];
        var behind = Enumerable.Range(0, 40_000).Select(i => Order(strategy, candidates, "payer-" + i, (ulong)i)).Where(o => o[0].Account.Id == "a").ToList();
        ShouldBeShare(behind.Count(o => o[1].Account.Id == "b"), behind.Count, 0.6);
    }

    [Fact]
    public void A_weight_that_changes_in_split_moves_only_the_share_that_it_must()
    {
        Candidate[] before = [Make("a", 50), Make("b", 30), Make("c", 20)];
        Candidate[] after = [Make("a", 50), Make("b", 60), Make("c", 20)];
        var moved = Moves(before, after);
        moved.Should().OnlyContain(m => m.To == "b", "payers move only to the account whose weight grew");
        ShouldBeShare(moved.Count, 20_000, (60.0 / 130) - (30.0 / 100));
        Moves(after, before).Should().OnlyContain(m => m.From == "b", "and only from the one whose weight shrank");
    }

    [Fact]
    public void An_account_that_goes_moves_only_its_own_payers_and_one_that_comes_only_takes()
    {
        Candidate[] all = [Make("a", 50), Make("b", 30), Make("c", 20)];
        Moves(all, [all[0], all[2]]).Should().OnlyContain(m => m.From == "b");
        Moves([all[0], all[2]], all).Should().OnlyContain(m => m.To == "b");
    }

    [Fact]
    public void Split_does_not_depend_on_the_order_of_the_file_on_health_or_on_the_seed() => ForAll((candidates, seed) =>
    {
        var ids = Order("split", candidates, "p" + seed).Select(c => c.Account.Id).ToList();
        var other = candidates.AsEnumerable().Reverse().Select(c => Make(c.Account.Id, c.BaseWeight, factor: 0.5));
        return Order("split", other, "p" + seed, (ulong)seed).Select(c => c.Account.Id).SequenceEqual(ids);
    });

    [Fact]
    public void Two_rules_split_independently()
    {
        Candidate[] candidates = [Make("a", 50), Make("b", 50)];
        var same = Enumerable.Range(0, 20_000).Count(i => Order("split", candidates, "p" + i, rule: "x")[0] == Order("split", candidates, "p" + i, rule: "y")[0]);
        ShouldBeShare(same, 20_000, 0.5);
    }

    [Fact]
    public void The_hash_of_split_never_changes()
    {
        // Figures of another implementation of the same description.
        RendezvousHash.Start.State.Should().Be(0xCBF29CE484222325);
        RendezvousHash.Start.Add("a").State.Should().Be(unchecked(((0xCBF29CE484222325 ^ 'a') * 0x100000001B3UL ^ 0xFF) * 0x100000001B3UL));
        RendezvousHash.Start.Add("").Add("ab").Should().NotBe(RendezvousHash.Start.Add("a").Add("b"));
        RendezvousHash.Start.Add("微信").Add("p").ToUnit().Should().Be(0.8120474156535517);
        RendezvousHash.Start.Add("rule").Add("payer-1").Add("acct-a").ToUnit().Should().Be(0.23135137135541617);
    }

    private static List<(string From, string To)> Moves(Candidate[] before, Candidate[] after) =>
    [
        .. Enumerable.Range(0, 20_000).Select(i => (From: First("split", before, "payer-" + i), To: First("split", after, "payer-" + i))).Where(m => m.From != m.To),
    ];
}
