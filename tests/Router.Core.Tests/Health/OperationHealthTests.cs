using Router.Core.Health;

namespace Router.Core.Tests.Health;

public class OperationHealthTests
{
    [Fact]
    public void Each_operation_has_a_breaker_of_its_own_with_one_probe_at_a_time()
    {
        var clock = new HealthClock();
        var health = new OperationHealth(clock);
        for (var i = 0; i < 5; i++)
        {
            health.MayCall("a", "query").Should().BeTrue();
            health.Report("a", "query", answered: false);
        }

        health.MayCall("a", "query").Should().BeFalse();
        health.MayCall("a", "refund").Should().BeTrue();
        clock.Advance(5);
        health.MayCall("a", "query").Should().BeTrue();
        health.MayCall("a", "query").Should().BeFalse();
        health.Report("a", "query", answered: true);
        for (var i = 0; i < 2; i++)
        {
            health.MayCall("a", "query").Should().BeTrue();
            health.Report("a", "query", answered: true);
        }

        health.Counters[0].Should().Be(new OperationCounters("a", "query", 3, 5, IsOpen: false));
    }
}
