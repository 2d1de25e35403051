using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Router.Core.Telemetry;
using Router.Host.Cli;
using Router.Host.Serve;
using Router.Host.Tests.Api;

namespace Router.Host.Tests.Serve;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("/api/v1/otlp", true)]
    [InlineData("", false)]
    public async Task A_collector_on_loopback_sees_measures_and_traces_arrive(string path, bool traces)
    {
        var got = new ConcurrentDictionary<string, string>();
        var port = FreePort.Find();
        await using var collector = await CollectorAsync(port, got);
        using var meter = new RouterMeter();
        using (OtlpExport.Start(new(new Uri($"http://127.0.0.1:{port}{path}"), TimeSpan.FromMinutes(5), traces)))
        {
            meter.Message("delivered");
            using var span = RouterTrace.Payment("pay");
        }

        got.Keys.Should().BeEquivalentTo(traces ? [path + "/v1/metrics", path + "/v1/traces"] : [path + "/v1/metrics"]);
        got[path + "/v1/metrics"].Should().Contain("router.message.sends").And.Contain("router.result").And.Contain("delivered");
        if (traces) got[path + "/v1/traces"].Should().Contain("router.payment.pay");
    }

    [Fact]
    public void Without_an_address_nothing_is_exported() =>
        OtlpExport.Start(TelemetrySettings.Read(Configured(("Telemetry:Interval", "00:00:05")).GetSection("Router:Telemetry"), [])).Should().BeNull();

    [Fact]
    public void Every_mistake_in_the_settings_is_told_at_once()
    {
        var read = () => ServeSettings.Read(Configured(
            ("Telemetry:OtlpEndpoint", "collector:4318"), ("Telemetry:Interval", "0"), ("Telemetry:Traces", "maybe"), ("Telemetry:Endpoint", "x"), ("Alarms:Adress", "x")));
        read.Should().Throw<CliException>().Which.Message.Should()
            .ContainAll("Router:Telemetry:OtlpEndpoint", "Router:Telemetry:Interval", "Router:Telemetry:Traces", "Router:Telemetry:Endpoint", "Router:Alarms:Adress");
    }

    private static IConfigurationRoot Configured(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>("Router:" + s.Name, s.Value))).Build();

    private static async Task<WebApplication> CollectorAsync(int port, ConcurrentDictionary<string, string> got)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.MapPost("/{**path}", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            got.AddOrUpdate(http.Request.Path, _ => Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
            return Results.Ok();
        });
        await app.StartAsync();
        return app;
    }
}
