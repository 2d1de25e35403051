using FsCheck;
using FsCheck.Fluent;
using Router.Core.Health;
using Router.Core.Routing;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Health;

/// The properties that docs/health.md promises, on virtual time.
public class HealthPropertiesTests
{
    private static readonly (double, Observation)? s_refused = (0, Observation.NotSent);
    private static readonly (double, Observation)? s_timedOut = (5, Observation.Bad);

    [Theory]
    [InlineData(11UL, 50)]
    [InlineData(12UL, 50)]
    [InlineData(13UL, 20)]
    public void Healthy_accounts_get_their_configured_shares(ulong seed, double perSecond)
    {
        var traffic = new Traffic(seed);
        var start = traffic.Now;
        traffic.Run(600, perSecond);
        traffic.Share("a", start, traffic.Now).Should().BeApproximately(0.5, 0.02);
        traffic.Share("b", start, traffic.Now).Should().BeApproximately(0.3, 0.02);
        traffic.Share("c", start, traffic.Now).Should().BeApproximately(0.2, 0.02);
    }

    [Theory]
    [InlineData(21UL, false)]
    [InlineData(22UL, false)]
    [InlineData(23UL, true)]
    [InlineData(24UL, true)]
    public void An_outage_costs_little_and_the_account_comes_back(ulong seed, bool byTimeout)
    {
        var traffic = new Traffic(seed);
        traffic.Run(120, 50);
        traffic.Fault = (account, _) => account == "a" ? byTimeout ? s_timedOut : s_refused : null;
        var outage = traffic.Now;
        traffic.Run(300, 50);
        traffic.Share("a", outage.AddSeconds(20), traffic.Now).Should().BeLessThan(0.1);
        traffic.Attempts.Count(a => a.At >= outage && a.Account == "a").Should().BeLessThanOrEqualTo(100);
        traffic.ProbesInFlightMax.Should().BeLessThanOrEqualTo(1);

        traffic.Fault = (_, _) => null;
        var back = traffic.Now;
        traffic.Run(210, 50);
        traffic.Share("a", back.AddSeconds(150), traffic.Now).Should().BeGreaterThanOrEqualTo(0.43);
    }

    [Theory]
    [InlineData(31UL)]
    [InlineData(32UL)]
    public void At_two_a_second_the_share_is_back_within_five_minutes(ulong seed)
    {
        var traffic = new Traffic(seed);
        traffic.Run(600, 2);
        traffic.Fault = (account, _) => account == "a" ? s_refused : null;
        traffic.Run(600, 2);
        traffic.Fault = (_, _) => null;
        var back = traffic.Now;
        traffic.Run(900, 2);
        traffic.Share("a", back.AddSeconds(300), traffic.Now).Should().BeGreaterThanOrEqualTo(0.43);
    }

    [Theory]
    [InlineData(41UL, 50)]
    [InlineData(42UL, 2)]
    public void An_open_account_is_probed_at_least_every_minute(ulong seed, double perSecond)
    {
        var traffic = new Traffic(seed);
        traffic.Run(60, perSecond);
        traffic.Fault = (account, _) => account == "a" ? s_refused : null;
        traffic.Run(120, perSecond);
        var from = traffic.Now;
        traffic.Run(600, perSecond);
        var probes = traffic.Attempts.Where(a => a.IsProbe && a.Account == "a" && a.At >= from).Select(a => a.At).ToList();
        probes.Should().HaveCountGreaterThanOrEqualTo(9);
        probes.Zip(probes.Skip(1), (one, next) => (next - one).TotalSeconds).Should().OnlyContain(gap => gap <= 60 + (1 / perSecond) + 0.001);
    }

    [Theory]
    [InlineData(51UL)]
    [InlineData(52UL)]
    public void A_brown_out_moves_the_traffic_although_no_breaker_opens_for_long(ulong seed)
    {
        var traffic = new Traffic(seed);
        traffic.Run(120, 50);
        traffic.Fault = (account, draw) => account == "a" && draw < 0.6 ? (0, Observation.Bad) : null;
        var from = traffic.Now;
        traffic.Run(300, 50);
        traffic.Share("a", from.AddSeconds(20), traffic.Now).Should().BeLessThan(0.1);
    }

    [Fact]
    public void Drained_and_disabled_accounts_get_nothing_not_even_in_panic()
    {
        var traffic = new Traffic(61);
        traffic.Model.Drain("a", "contract ends");
        traffic.Model.Disable("b", "on the phone with them");
        traffic.Fault = (_, draw) => draw < 0.7 ? (0, Observation.Bad) : null;
        traffic.Run(120, 20);
        traffic.Attempts.Should().NotBeEmpty().And.OnlyContain(a => a.Account == "c");
    }

    [Fact]
    public void Same_seed_and_clock_give_the_same_choices()
    {
        Run().Should().Equal(Run());

        static List<(DateTimeOffset, string, bool, bool)> Run()
        {
            var traffic = new Traffic(71) { Fault = (account, draw) => account == "b" && draw < 0.4 ? (0, Observation.Bad) : null };
            traffic.Run(120, 20);
            return traffic.Attempts;
        }
    }

    [Fact]
    public void Health_stays_within_its_bounds_whatever_is_observed()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var clock = new HealthClock();
            var model = new HealthModel(clock);
            model.Configure(Fixture.Catalog());
            foreach (var value in bytes)
            {
                clock.Advance(value / 10.0);
                using var ticket = model.TryBegin("abc"[value % 3].ToString(), "sim.qr", value % 5 == 0 ? "ICBC" : null, out _);
                clock.Advance(value % 7);
                if (value % 11 != 0) ticket?.Complete((Observation)(value % 5));
                model.Tick().Lines.Should().OnlyContain(l => l.Health >= 0.01 && l.Health <= 1 && l.Estimate >= 0 && l.Estimate <= 1 && l.InFlight <= 1);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(83)]
    public void Without_breaker_a_success_in_place_of_a_failure_never_lowers_the_share(int seed)
    {
        var draw = new SeededDraw((ulong)seed);
        var script = Enumerable.Range(0, 400)
            .Select(_ => (Wait: draw.Next() * 3, Account: "abc"[(int)(draw.Next() * 3)].ToString(), IsGood: draw.Next() < 0.8)).ToList();
        var flipped = script.FindIndex(50, s => s is { Account: "a", IsGood: false });
        var worse = Shares(script);
        script[flipped] = script[flipped] with { IsGood = true };
        Shares(script).Zip(worse).Should().OnlyContain(pair => pair.First >= pair.Second - 1e-9);

        static List<double> Shares(IEnumerable<(double Wait, string Account, bool IsGood)> script)
        {
            var clock = new HealthClock();
            var model = new HealthModel(clock, new HealthSettings { BreakerFailures = int.MaxValue });
            model.Configure(Fixture.Catalog());
            var shares = new List<double>();
            foreach (var (wait, account, isGood) in script)
            {
                clock.Advance(wait);
                model.TryBegin(account, "sim.qr", null, out _)!.Complete(isGood ? Observation.Good : Observation.Bad);
                var view = model.Tick();
                shares.Add(view.Lines[0].Health / view.Lines.Sum(l => l.Health));
            }

            return shares;
        }
    }
}
