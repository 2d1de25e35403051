using Router.Core.Accounts;
using Router.Core.Health;

namespace Router.Core.Tests.Health;

public class OperationHealthTests
{
    private readonly HealthClock _clock = new();
    private readonly OperationHealth _health;

    public OperationHealthTests() => _health = new OperationHealth(_clock);

    [Fact]
    public void Each_operation_has_a_breaker_of_its_own_with_one_probe_at_a_time()
    {
        Open("query");
        _health.TryBegin("a", "query").Should().BeNull();
        Answered("refund").Should().BeTrue("another operation");
        _clock.Advance(5);
        using (var probe = _health.TryBegin("a", "query")!)
        {
            _health.TryBegin("a", "query").Should().BeNull("a probe is on its way");
            probe.Complete(answered: true);
        }

        Answered("query").Should().BeTrue();
        Answered("query").Should().BeTrue();
        _health.Counters[0].Should().Be(new OperationCounters("a", "query", 3, 5, IsOpen: false, BreakUntil: null));
    }

    [Fact]
    public void A_break_never_lasts_longer_than_a_minute()
    {
        Open("query");
        for (var failed = 0; failed < 20; failed++)
        {
            (_health.Counters[0].BreakUntil!.Value - _clock.GetUtcNow()).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(60));
            _clock.Advance(60);
            _health.TryBegin("a", "query")!.Complete(answered: false);
        }
    }

    [Fact]
    public void What_cannot_wait_is_let_through_an_open_breaker_and_is_no_probe_before_the_break_has_passed()
    {
        Open("query");
        var until = _health.Counters[0].BreakUntil;
        for (var i = 0; i < 10; i++) _health.TryBegin("a", "query", always: true)!.Complete(answered: i % 2 == 0);
        _health.Counters[0].Should().BeEquivalentTo(new { IsOpen = true, BreakUntil = until });
    }

    [Fact]
    public void A_probe_that_was_not_made_after_all_leaves_its_place_to_the_next()
    {
        Open("query");
        _clock.Advance(5);
        _health.TryBegin("a", "query")!.Dispose();
        _health.TryBegin("a", "query").Should().NotBeNull();
    }

    [Fact]
    public void An_account_that_is_gone_is_forgotten()
    {
        Open("query");
        _health.Keep(Catalog.Empty);
        _health.Counters.Should().BeEmpty();
    }

    [Fact]
    public void An_open_breaker_outlives_a_restart_and_a_closed_one_is_not_kept()
    {
        _health.Save().Should().Be("[]");
        Open("query");
        Answered("refund");
        _clock.Advance(5);
        _health.TryBegin("a", "query")!.Complete(answered: false);
        var saved = _health.Save();
        _clock.Advance(4);

        var next = new OperationHealth(_clock);
        next.Restore(saved).Should().BeTrue();
        next.Counters.Should().ContainSingle().Which.Should().BeEquivalentTo(new { AccountId = "a", Operation = "query", IsOpen = true, _health.Counters[0].BreakUntil });
        next.TryBegin("a", "query").Should().BeNull();
        _clock.Advance(6);
        next.TryBegin("a", "query")!.Complete(answered: false);
        (next.Counters[0].BreakUntil - _clock.GetUtcNow()).Should().Be(TimeSpan.FromSeconds(20), "the row of failed probes goes on where it was");
    }

    [Fact]
    public void A_stored_break_is_cut_to_its_own_length_and_what_cannot_be_read_changes_nothing()
    {
        _health.Restore("""[{"accountId":"a","operation":"query","breakUntil":"2999-01-01T00:00:00Z","failedProbes":1,"goodProbes":0}]""").Should().BeTrue();
        (_health.Counters[0].BreakUntil - _clock.GetUtcNow()).Should().Be(TimeSpan.FromSeconds(10), "one probe has failed");
        foreach (var text in new[] { "", "{", "null", "{}" }) _health.Restore(text).Should().BeFalse();
        _health.Counters.Should().ContainSingle();
    }

    private void Open(string operation)
    {
        for (var i = 0; i < 5; i++) _health.TryBegin("a", operation)!.Complete(answered: false);
    }

    private bool Answered(string operation)
    {
        using var ticket = _health.TryBegin("a", operation);
        ticket?.Complete(answered: true);
        return ticket is not null;
    }
}
