using Microsoft.Extensions.Logging;
using Router.Core.Alarms;
using Router.Core.Telemetry;
using Router.Hosting.Alarms;
using Router.TestKit;
using Router.TestKit.Stores;

namespace Router.Hosting.Tests.Alarms;

public sealed class AlarmDeskTests
{
    [Fact]
    public void What_lasts_and_finds_no_room_is_logged_once()
    {
        var clock = new ManualTimeProvider(OrderSamples.Start);
        var log = new Lines();
        using var meter = new RouterMeter();
        var desk = new AlarmDesk(new PaymentRouterOptions { Alarms = new AlarmSettings { MaxOpen = 10 } }, clock, meter, log);
        for (var i = 0; i < 10; i++) desk.Raise(AlarmKinds.CaseOpen, $"p{i}", "x");
        var down = new SortedDictionary<string, string> { ["m1"] = "x", ["m2"] = "x" };
        for (var i = 0; i < 100; i++) desk.Hold(AlarmKinds.AllDown, down, clock.GetUtcNow());
        log.Count.Should().Be(1, "one of a kind finds room, and the other is told once");

        desk.Hold(AlarmKinds.AllDown, new SortedDictionary<string, string>(), clock.GetUtcNow());
        desk.Hold(AlarmKinds.AllDown, down, clock.GetUtcNow());
        log.Count.Should().Be(2, "it came anew");
    }

    private sealed class Lines : ILogger<AlarmDesk>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;
    }
}
