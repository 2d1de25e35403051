using Router.Rules.Diff;

namespace Router.Rules.Tests.Diff;

public sealed class RuleOrderTests
{
    [Fact]
    public void The_fewest_moves_are_those_of_the_plain_search()
    {
        var random = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            var places = Enumerable.Range(0, random.Next(1, 12)).ToArray();
            random.Shuffle(places);
            var touched = places.Select(_ => random.Next(3) == 0).ToArray();

            RuleOrder.Moved(places, touched).Should().Equal(Plain(places, touched), string.Join(",", places));
        }
    }

    [Fact]
    public void A_hundred_thousand_rules_in_another_order_are_no_matter()
    {
        var places = Enumerable.Range(0, 100_000).Reverse().ToArray();

        RuleOrder.Moved(places, new bool[places.Length]).Count(m => !m).Should().Be(1);
    }

    /// The heaviest increasing run by looking at all pairs.
    private static bool[] Plain(int[] places, bool[] touched)
    {
        var best = new long[places.Length];
        var before = new int[places.Length];
        var last = 0;
        for (var i = 0; i < places.Length; i++)
        {
            before[i] = -1;
            for (var j = 0; j < i; j++)
            {
                if (places[j] >= places[i] || best[j] <= best[i]) continue;
                best[i] = best[j];
                before[i] = j;
            }

            best[i] += touched[i] ? 999_999 : 1_000_000;
            if (best[i] > best[last]) last = i;
        }

        var moved = Enumerable.Repeat(true, places.Length).ToArray();
        for (var at = last; at >= 0; at = before[at]) moved[at] = false;
        return moved;
    }
}
