using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Router.Core.Telemetry;

namespace Router.Host.Serve;

/// <summary>
/// Sends measures and traces to a collector by OTLP over HTTP. A collector that is away costs what the exporters' own bounds let it cost;
/// payments never wait for it.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private const string Service = "router";

    // The span that the web server makes from the caller's traceparent: without it ours would hang on nothing.
    private const string WebServer = "Microsoft.AspNetCore";
    private const int BatchMilliseconds = 2_000;
    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    private OtlpExport(TelemetrySettings settings)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(Service);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(RouterMeter.MeterName)
            .AddOtlpExporter((exporter, reader) =>
            {
                Aim(exporter, settings, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.Interval.TotalMilliseconds;
            })
            .Build();
        if (!settings.Traces) return;
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(RouterTrace.SourceName, WebServer)
            .AddOtlpExporter(exporter =>
            {
                Aim(exporter, settings, "v1/traces");
                exporter.BatchExportProcessorOptions.ScheduledDelayMilliseconds = BatchMilliseconds;
            })
            .Build();
    }

    public static OtlpExport? Start(TelemetrySettings settings) => settings.IsOn ? new(settings) : null;

    /// <summary>Sends what is left, within the exporters' time-out.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _traces?.Dispose();
    }

    // Where only the environment names the collector, the exporter reads it, and its other variables, by itself.
    private static void Aim(OtlpExporterOptions exporter, TelemetrySettings settings, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        if (settings.OtlpEndpoint is { } endpoint) exporter.Endpoint = new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
    }
}
