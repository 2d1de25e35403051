using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Router.AspNetCore.Views;
using Router.Core.Accounts;
using Router.Core.Health;

namespace Router.Host.Tests.Api;

/// <summary>Every kind of change is told at /ops/v1/events, with its reason, and in the log.</summary>
public sealed class HealthEventTests : IAsyncLifetime, IDisposable
{
    private const string Method = "sim.qr";
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(1);
    private readonly LogLines _log = new();
    private readonly ApiHost _host;

    public HealthEventTests() => _host = new ApiHost
    {
        Health = HealthSettings.Default with { Breaks = [s_short], MisconfiguredProbe = s_short, ClimbTime = s_short, PublishInterval = TimeSpan.Zero },
        Change = services => services.AddLogging(logging => logging.AddProvider(_log)),
    };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Every_kind_of_change_is_seen_with_its_reason()
    {
        var health = _host.Service<HealthModel>();
        var now = DateTimeOffset.UtcNow;

        See(health, "fast", Observation.Bad, 5);
        await UntilAsync(HealthEventKind.BreakerOpened);
        await ProbeAsync(health, "fast", Observation.Bad);
        for (var i = 0; i < 3; i++) await ProbeAsync(health, "fast", Observation.Good);
        for (var i = 0; i < 60; i++) See(health, "fast", Observation.Good, 1);
        await UntilAsync(HealthEventKind.Restored);
        for (var i = 0; i < 40; i++) See(health, "never", Observation.Good, 1);
        for (var i = 0; i < 40; i++) See(health, "fast", i % 4 == 3 ? Observation.Good : Observation.Bad, 1);
        See(health, "never", Observation.Us, 3);
        await ProbeAsync(health, "never", Observation.Good);
        health.Rest("never", DateTimeOffset.UtcNow + TimeSpan.FromMilliseconds(5));
        await UntilAsync(HealthEventKind.RestEnded);
        for (var window = 0; window < 4; window++)
            for (var i = 0; i < 30; i++) health.ActionEnded("never", Method, paid: window < 3);
        foreach (var (order, body) in new[]
        {
            ("override", """{ "health": 0.5, "seconds": 1, "reason": "event" }"""),
            ("disable", """{ "seconds": 1, "reason": "event" }"""),
            ("maintenance", $$"""{ "from": "{{now:O}}", "to": "{{DateTimeOffset.UtcNow.AddSeconds(1):O}}", "reason": "event" }"""),
        })
            (await _host.PostAsync($"/ops/v1/accounts/never/{order}", body)).ShouldBe(200);
        await UntilAsync(HealthEventKind.MaintenanceEnded);
        await UntilAsync(HealthEventKind.DisableEnded);
        health.Restore("{").Should().BeFalse();
        var catalog = _host.Service<Core.Payments.ISnapshotSource>().Current.Catalog;
        health.Configure(new Catalog(catalog.Accounts.Append(catalog.Accounts[0] with { Id = "added" }), catalog.Channels, "2"));
        var twin = catalog.Channels[0] with { Id = "twin" };
        var other = catalog.Accounts[0] with { Id = "other", ChannelId = "twin" };
        health.Configure(new Catalog(catalog.Accounts.Append(other), [.. catalog.Channels, twin], "3"));
        health.Quarantine("twin", twin.Version, "event");
        health.Configure(new Catalog(catalog.Accounts.Append(other), [.. catalog.Channels, twin with { Version = "99.0.0" }], "4"));

        var seen = await EventsAsync();
        seen.Select(e => e.GetProperty("kind").GetString()).Distinct().Should().BeEquivalentTo(Enum.GetValues<HealthEventKind>().Select(Words.Camel));
        seen.Should().OnlyContain(e => e.GetProperty("reason").GetString()!.Length > 0 && e.GetProperty("after").GetString() != null);
        foreach (var kind in Enum.GetValues<HealthEventKind>()) _log.Text.Should().Contain($"{kind} ");
        seen.Count.Should().BeLessThanOrEqualTo(HealthSettings.Default.EventCount);
    }

    private static void See(HealthModel health, string account, Observation observation, int times)
    {
        for (var i = 0; i < times; i++) health.BeginContinuation(account, Method, null)!.Complete(observation);
    }

    private static async Task ProbeAsync(HealthModel health, string account, Observation observation)
    {
        while (true)
        {
            if (health.TryBegin(account, Method, null, out _) is { } ticket)
            {
                ticket.IsProbe.Should().BeTrue();
                ticket.Complete(observation);
                return;
            }

            await Task.Yield();
        }
    }

    // Time passes by itself; the host's own look at health brings the change about.
    private async Task UntilAsync(HealthEventKind kind)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await EventsAsync()).Exists(e => e.GetProperty("kind").GetString() == Words.Camel(kind)))
        {
            limit.Token.ThrowIfCancellationRequested();
            await _host.GetAsync("/ops/v1/health");
        }
    }

    private async Task<List<JsonElement>> EventsAsync() => [.. (await _host.GetAsync("/ops/v1/events")).ShouldBe(200).Json.GetProperty("events").EnumerateArray()];

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly System.Text.StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text) return _text.ToString();
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text) _text.AppendLine(formatter(state, exception));
        }
    }
}
