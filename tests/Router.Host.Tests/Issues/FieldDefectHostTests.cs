using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Router.Host.Tests.Api;
using Router.Hosting.Configuration;

namespace Router.Host.Tests.Issues;

/// <summary>Real defects of other payment systems that show only in the whole host.</summary>
public sealed class FieldDefectHostTests : IAsyncLifetime, IDisposable
{
    private readonly Lines _lines = new();
    private readonly ApiHost _host;

    public FieldDefectHostTests() => _host = new ApiHost { Change = services => services.AddLogging(log => log.AddProvider(_lines).SetMinimumLevel(LogLevel.Trace)) };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    public void Dispose() => _lines.Dispose();

    // Jeepay's JeepayKit.getSign writes the string it signs, the merchant's key at its end, into the log; others compare signatures by
    // equalsIgnoreCase.
    [Fact]
    public async Task D18_No_key_is_written_to_a_log_or_shown()
    {
        var key = RouterOperators.Add(_host.DataFolder, "alice");
        var shown = new List<string>();
        var paid = await _host.PayAsync(Order.Body(("methods", new System.Text.Json.Nodes.JsonArray("sim.barcode")), ("authCode", "134567890123456789")), prefer: "wait=10");
        shown.Add(paid.ShouldBe(201).Text);
        shown.Add((await _host.GetAsync($"/ops/v1/orders/{paid["paymentId"]}")).ShouldBe(200).Text);
        shown.Add((await _host.GetAsync("/ops/v1/channels")).ShouldBe(200).Text);
        shown.Add((await _host.PostAsync("/v1/notify/simulator/fast", "forged")).Text);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/ops/v1/cases");
        asked.Headers.Authorization = new("Bearer", key);
        using (await _host.Client.SendAsync(asked))
        {
        }

        var secrets = new[] { "ops.key", "webhook.key" }.Where(name => File.Exists(Path.Combine(_host.DataFolder, name)))
            .Select(name => File.ReadAllText(Path.Combine(_host.DataFolder, name)).Trim()).Append(key).Append("134567890123456789").ToList();
        secrets.Should().HaveCountGreaterThan(2);
        _lines.All.Should().NotBeEmpty();
        foreach (var secret in secrets) _lines.All.Concat(shown).Should().NotContain(line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task D18_A_signature_of_another_case_or_length_is_not_believed()
    {
        foreach (var signature in new[] { "", "00", new string('0', 64), new string('A', 64), new string('a', 65) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/notify/simulator/fast") { Content = new StringContent("""{"kind":"payment.paid"}""") };
            request.Headers.TryAddWithoutValidation("X-Sim-Timestamp", DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation("X-Sim-Signature", signature);
            using var answer = await _host.Client.SendAsync(request);
            ((int)answer.StatusCode).Should().BeInRange(400, 499);
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _all = new();

        public IReadOnlyCollection<string> All => _all;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _all.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
