using System.Diagnostics;
using Router.Abstractions;
using Router.Core.Telemetry;

namespace Router.Core.Tests.Telemetry;

public class RouterTraceTests
{
    private static readonly DateTimeOffset s_began = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_failed_call_is_a_span_with_its_fault()
    {
        var span = Told("T-failed", "Unknown", new(FaultStage.AfterSend, FaultBlame.Network, new string('x', 65), "secret of a buyer"));
        (span.OperationName, span.Kind, span.Status, span.StatusDescription).Should().Be(("router.channel.pay", ActivityKind.Client, ActivityStatusCode.Error, "Unknown"));
        (span.StartTimeUtc, span.Duration).Should().Be((s_began.UtcDateTime, TimeSpan.FromSeconds(2)));
        span.TagObjects.Select(t => $"{t.Key}={t.Value}").Should().Equal(
            "router.account.id=a", "router.operation=pay", "router.outcome=Unknown", "router.attempt.number=T-failed", "router.fault.blame=Network",
            "router.fault.raw_code=" + new string('x', 64), "error.type=network");
    }

    [Fact]
    public void A_refusal_is_told_and_is_no_error_and_a_good_call_has_neither()
    {
        var refused = Told("T-refused", "Declined", new(FaultStage.Answered, FaultBlame.Payer, new string('x', 64), "m"));
        (refused.Status, refused.GetTagItem("router.fault.raw_code"), refused.GetTagItem("error.type")).Should().Be((ActivityStatusCode.Unset, new string('x', 64), null));
        var good = Told("T-good", "Succeeded", null);
        good.Status.Should().Be(ActivityStatusCode.Unset);
        good.TagObjects.Select(t => t.Key).Should().Equal("router.account.id", "router.operation", "router.outcome", "router.attempt.number");
    }

    [Fact]
    public void A_call_of_a_caller_is_a_span_of_its_own()
    {
        using var listener = Listener(_ => { });
        using var span = RouterTrace.Payment("pay");
        (span!.OperationName, RouterTrace.Source.Name).Should().Be(("router.payment.pay", "Router"));
        RouterTrace.End(span);
        span.IsStopped.Should().BeTrue();
        RouterTrace.End(null);
    }

    private static Activity Told(string number, string outcome, ChannelFault? fault)
    {
        Activity? told = null;
        using var listener = Listener(span =>
        {
            if (span.GetTagItem("router.attempt.number") as string == number) told = span;
        });
        RouterTrace.Call("pay", number, "a", outcome, fault, s_began, s_began.AddSeconds(2));
        return told!;
    }

    private static ActivityListener Listener(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RouterTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
