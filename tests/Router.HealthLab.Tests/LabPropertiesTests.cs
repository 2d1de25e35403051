using Router.Core.Health;
using Router.Core.Routing;
using Router.HealthLab.Judges;
using Router.HealthLab.World;

namespace Router.HealthLab.Tests;

/// The properties that docs/health.md promises, in the lab's worlds.
public class LabPropertiesTests
{
    private static readonly string[] Faults = ["refused", "timeout", "brown-60", "brown-85", "flapping", "short-blips", "two-down", "one-bank"];

    public static TheoryData<string, double, double> Bounds()
    {
        var data = new TheoryData<string, double, double>();
        foreach (var fault in Faults)
        {
            data.Add(fault, 50, 0.3);
            data.Add(fault, 2, 1.2);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Little_is_lost_and_the_share_comes_back(string fault, double perSecond, double pointsMax)
    {
        for (var seed = Lab.FirstSeed; seed < Lab.FirstSeed + (perSecond > 10 ? 1UL : 5UL); seed++)
        {
            var figures = Lab.Run(seed, fault, perSecond);
            Lab.LostBeyondTheOracle(figures).Should().BeLessThanOrEqualTo(pointsMax, "of seed {0}", seed);
            figures.ProbesAtOnce.Should().BeLessThanOrEqualTo(1, "of seed {0}", seed);

            // At 2 a second ten minutes of draws scatter by five points of share or so.
            figures.ShareAfter(perSecond > 10 ? 150 : 300).Should().BeGreaterThanOrEqualTo(perSecond > 10 ? 0.43 : 0.38, "of seed {0}", seed);
        }
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("timeout")]
    public void A_full_outage_leaves_less_than_a_tenth_and_at_most_a_hundred_calls(string fault)
    {
        var figures = Lab.Run(Lab.FirstSeed + 10, fault, 50);
        figures.ShareOfA.Should().BeLessThan(0.1, "of seed {0}", figures.World.Seed);
        figures.AttemptsOnA.Should().BeLessThanOrEqualTo(100, "of seed {0}", figures.World.Seed);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(2)]
    public void An_open_account_is_probed_at_least_every_minute(double perSecond)
    {
        var figures = Lab.Run(Lab.FirstSeed + 11, "refused", perSecond);
        var probes = figures.Probes.Where(at => at is >= LabWorld.FaultFrom and < LabWorld.FaultTo).ToList();
        probes.Should().HaveCountGreaterThan(5, "of seed {0}", figures.World.Seed);
        probes.Zip(probes.Skip(1), (one, next) => next - one)
            .Should().OnlyContain(gap => gap <= 60.1 + figures.LongestGap, "of seed {0}", figures.World.Seed);
    }

    [Fact]
    public void Healthy_accounts_keep_their_shares_and_so_do_those_that_all_fail_alike()
    {
        var well = Lab.Run(Lab.FirstSeed + 12, "none", 50);
        well.ShareError.Should().BeLessThanOrEqualTo(0.02, "of seed {0}", well.World.Seed);
        well.ShareOfA.Should().BeApproximately(0.5, 0.02, "of seed {0}", well.World.Seed);
        var noisy = Lab.Run(Lab.FirstSeed + 12, "noise", 50);
        noisy.ShareOfA.Should().BeApproximately(0.5, 0.03, "of seed {0}", noisy.World.Seed);
    }

    [Fact]
    public void Buyers_who_do_not_pay_move_no_weight()
    {
        var figures = Lab.Run(Lab.FirstSeed + 13, "unpaid", 50);
        figures.ShareOfA.Should().BeApproximately(0.5, 0.02, "of seed {0}", figures.World.Seed);
        figures.Lost.Should().Be(Lab.Run(figures.World.Seed, "none", 50).Lost, "of seed {0}", figures.World.Seed);
    }

    [Fact]
    public void A_slow_account_loses_its_share_and_no_payment_and_comes_back()
    {
        var figures = Lab.Run(Lab.FirstSeed + 14, "slow", 50);
        figures.ShareOfA.Should().BeLessThan(0.1, "of seed {0}", figures.World.Seed);
        figures.ShareAfter(150).Should().BeGreaterThanOrEqualTo(0.43, "of seed {0}", figures.World.Seed);
        Lab.LostBeyondTheOracle(figures).Should().BeLessThanOrEqualTo(0.05, "of seed {0}", figures.World.Seed);
        figures.P99.Should().BeLessThan(Lab.Run(figures.World.Seed, "slow", 50, judge: JudgeKind.Static).P99 / 2, "of seed {0}", figures.World.Seed);
    }

    [Theory]
    [InlineData("priority")]
    [InlineData("lowestFee")]
    [InlineData("bestSuccess")]
    [InlineData("split")]
    public void Health_demotes_in_every_strategy(string strategy)
    {
        foreach (var fault in new[] { "timeout", "brown-60", "brown-85" })
        {
            var figures = Lab.Run(Lab.FirstSeed + 15, fault, 10, strategy);
            figures.ShareOfA.Should().BeLessThan(0.1, "of seed {0}, {1}", figures.World.Seed, fault);
            Lab.LostBeyondTheOracle(figures, strategy).Should().BeLessThanOrEqualTo(1.2, "of seed {0}, {1}", figures.World.Seed, fault);
        }
    }

    [Fact]
    public void Same_seed_and_clock_give_the_same_choices()
    {
        var one = Lab.Run(Lab.FirstSeed + 16, "flapping", 10);
        var other = Lab.Run(Lab.FirstSeed + 16, "flapping", 10);
        one.Probes.Should().Equal(other.Probes);
        (one.Lost, one.AttemptsOnA, one.P99, one.ShareAfter(0)).Should().Be((other.Lost, other.AttemptsOnA, other.P99, other.ShareAfter(0)));
    }

    [Fact]
    public void Accounts_of_equal_health_have_exactly_the_written_weights()
    {
        var world = new LabWorld(Lab.FirstSeed + 17, LabFault.Find("none")!, 10);
        var draw = new SeededDraw(world.Seed);
        var routes = new LabRoutes("weighted", HealthSettings.Default);
        foreach (var payment in world.Arrivals().Take(200))
        {
            var health = draw.Next();
            var view = HealthView.Of(LabClock.Start, LabWorld.Accounts.Select(account => Line(account, health)), []);
            var plan = routes.Plan(payment, view, world.SeedOf(payment));
            plan.Should().HaveCount(3).And.OnlyContain(
                c => Math.Abs(c.EffectiveWeight - (c.BaseWeight * plan[0].EffectiveWeight / plan[0].BaseWeight)) < 1e-12, "of seed {0}", world.Seed);
        }
    }

    private static HealthLine Line(string account, double health) => new()
    {
        AccountId = account,
        Method = LabRoutes.Method,
        Health = health,
        Estimate = 0.9,
        Observations = 50,
        Approval = 0.97,
        IsOpen = false,
        BreakUntil = LabClock.Start,
        ProbeInFlight = false,
        FailuresNotSent = false,
        P99 = TimeSpan.FromMilliseconds(500),
        InFlight = 0,
    };
}
