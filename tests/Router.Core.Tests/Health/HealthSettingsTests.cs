using System.Globalization;
using Router.Core.Health;

namespace Router.Core.Tests.Health;

public class HealthSettingsTests
{
    private static readonly HealthSettings s_good = HealthSettings.Default;

    [Fact]
    public void Every_time_must_be_above_zero()
    {
        (string Name, Func<TimeSpan, HealthSettings> With)[] times =
        [
            ("HalfLife", t => s_good with { HalfLife = t }), ("ApprovalHalfLife", t => s_good with { ApprovalHalfLife = t }),
            ("BreakWhenAllDown", t => s_good with { BreakWhenAllDown = t }), ("LateMin", t => s_good with { LateMin = t }),
            ("ClimbTime", t => s_good with { ClimbTime = t }), ("ClimbTimeAgain", t => s_good with { ClimbTimeAgain = t }),
            ("FallMemory", t => s_good with { FallMemory = t }), ("BreakerWindow", t => s_good with { BreakerWindow = t }),
            ("FirstP99", t => s_good with { FirstP99 = t }), ("PendingMin", t => s_good with { PendingMin = t }),
            ("MisconfiguredProbe", t => s_good with { MisconfiguredProbe = t }), ("MaxRest", t => s_good with { MaxRest = t }),
        ];
        foreach (var (name, with) in times)
        {
            with(TimeSpan.FromTicks(1)).Validate().Should().BeEmpty(name);
            with(TimeSpan.Zero).Validate().Should().Equal($"Health:{name} is 00:00:00; it must be above zero.");
            with(TimeSpan.FromTicks(-1)).Validate().Should().Equal($"Health:{name} is -00:00:00.0000001; it must be above zero.");
        }
    }

    [Fact]
    public void Every_number_holds_at_its_bounds_and_is_told_beyond_them()
    {
        (string Name, double Min, double Max, Func<double, HealthSettings> With)[] numbers =
        [
            ("Memory", 2, 1_000_000, n => s_good with { Memory = n, BankObservations = 1 }), ("PriorWeight", 0.1, 1000, n => s_good with { PriorWeight = n }),
            ("PriorEstimate", 0.5, 1, n => s_good with { PriorEstimate = n }), ("RelativeFloor", 0, 0.99, n => s_good with { RelativeFloor = n }),
            ("RelativeSpan", 0.001, 1, n => s_good with { RelativeSpan = n }), ("MinHealth", 0.0001, 0.5, n => s_good with { MinHealth = n, NewHealth = 1 }),
            ("DemoteBelow", 0, 1, n => s_good with { DemoteBelow = n }), ("NewHealth", 0.01, 1, n => s_good with { NewHealth = n }),
            ("KeepOnClose", 0, 1, n => s_good with { KeepOnClose = n }), ("PendingFactor", 1, 100, n => s_good with { PendingFactor = n }),
            ("LateFactor", 1, 1000, n => s_good with { LateFactor = n }), ("LateWorth", 0, 1, n => s_good with { LateWorth = n }),
            ("BankObservations", 1, 100, n => s_good with { BankObservations = n }),
        ];
        foreach (var (name, min, max, with) in numbers)
        {
            with(min).Validate().Should().BeEmpty($"{name} {min}");
            with(max).Validate().Should().BeEmpty($"{name} {max}");
            foreach (var beyond in new[] { double.BitDecrement(min), double.BitIncrement(max), double.NaN })
                with(beyond).Validate()[0].Should().Be(string.Create(CultureInfo.InvariantCulture, $"Health:{name} is {beyond}; it must lie between {min} and {max}."));
        }
    }

    [Fact]
    public void Every_count_holds_at_its_bounds_and_is_told_beyond_them()
    {
        (string Name, int Min, int Max, Func<int, HealthSettings> With)[] counts =
        [
            ("BreakerFailures", 1, int.MaxValue, n => s_good with { BreakerFailures = n }), ("ProbesToClose", 1, 100, n => s_good with { ProbesToClose = n }),
            ("NewAnswers", 1, 100_000, n => s_good with { NewAnswers = n }), ("MisconfiguredAfter", 1, 1000, n => s_good with { MisconfiguredAfter = n }),
            ("MaxBanks", 0, 10_000, n => s_good with { MaxBanks = n }), ("ActionWindow", 1, 10_000, n => s_good with { ActionWindow = n }),
            ("EventCount", 1, 100_000, n => s_good with { EventCount = n }),
        ];
        foreach (var (name, min, max, with) in counts)
        {
            with(min).Validate().Should().BeEmpty(name);
            with(max).Validate().Should().BeEmpty(name);
            with(min - 1).Validate().Should().Equal(string.Create(CultureInfo.InvariantCulture, $"Health:{name} is {min - 1}; it must lie between {min} and {max}."));
            if (max < int.MaxValue)
                with(max + 1).Validate().Should().Equal(string.Create(CultureInfo.InvariantCulture, $"Health:{name} is {max + 1}; it must lie between {min} and {max}."));
        }
    }

    [Fact]
    public void Breaks_and_the_publish_interval_have_bounds_of_their_own()
    {
        (s_good with { PublishInterval = TimeSpan.Zero }).Validate().Should().BeEmpty();
        (s_good with { PublishInterval = TimeSpan.FromTicks(-1) }).Validate().Should().Equal("Health:PublishInterval must not be negative.");
        (s_good with { Breaks = [TimeSpan.FromTicks(1)] }).Validate().Should().BeEmpty();
        (s_good with { Breaks = [] }).Validate().Should().Equal("Health:Breaks must name at least one time above zero.");
        (s_good with { Breaks = [TimeSpan.FromSeconds(1), TimeSpan.Zero] }).Validate().Should().Equal("Health:Breaks must name at least one time above zero.");
    }

    [Fact]
    public void All_of_it_is_told_at_once_and_no_model_is_made_of_it()
    {
        var make = () => new HealthModel(new HealthClock(), s_good with { MaxBanks = -1, EventCount = 0 });
        make.Should().Throw<ArgumentException>().WithMessage(
            "Health settings cannot be used: Health:MaxBanks is -1; it must lie between 0 and 10000. Health:EventCount is 0; it must lie between 1 and 100000. (Parameter 'settings')");
    }

    [Fact]
    public void The_defaults_are_as_documented()
    {
        static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
        s_good.Breaks.Should().Equal(Seconds(5), Seconds(10), Seconds(20), Seconds(40), Seconds(60));
        (s_good with { Breaks = [] }).Should().Be(new HealthSettings
        {
            HalfLife = Seconds(60),
            ApprovalHalfLife = Seconds(300),
            Memory = 100,
            PriorWeight = 5,
            PriorEstimate = 0.97,
            RelativeFloor = 0.85,
            RelativeSpan = 0.1,
            MinHealth = 0.01,
            ClimbTime = Seconds(30),
            ClimbTimeAgain = Seconds(120),
            FallMemory = Seconds(180),
            DemoteBelow = 0.2,
            BreakerFailures = 5,
            BreakerWindow = Seconds(600),
            Breaks = [],
            BreakWhenAllDown = Seconds(10),
            ProbesToClose = 3,
            KeepOnClose = 0.25,
            PendingFactor = 3,
            FirstP99 = Seconds(0.5),
            PendingMin = Seconds(0.2),
            LateFactor = 8,
            LateMin = Seconds(1),
            LateWorth = 0.5,
            BankObservations = 20,
            MaxBanks = 64,
            NewHealth = 0.1,
            NewAnswers = 20,
            MisconfiguredAfter = 3,
            MisconfiguredProbe = Seconds(60),
            MaxRest = Seconds(600),
            ActionWindow = 30,
            PublishInterval = Seconds(0.1),
            EventCount = 500,
        });
    }
}
