using System.Diagnostics.Metrics;
using System.Globalization;
using Router.Core.Telemetry;

namespace Router.Core.Tests.Telemetry;

/// A meter and all that it measured: "name value attribute=value …".
internal sealed class HeardMeter : IDisposable
{
    private readonly MeterListener _listener = new();

    public HeardMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter, Meter.Meter)) return;
            Instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    public RouterMeter Meter { get; } = new();
    public List<Instrument> Instruments { get; } = [];
    public List<string> Heard { get; } = [];

    public void Dispose()
    {
        _listener.Dispose();
        Meter.Dispose();
    }

    private void Hear(Instrument instrument, IFormattable value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var told = $"{instrument.Name} {value.ToString(null, CultureInfo.InvariantCulture)}";
        foreach (var (name, tag) in tags) told += $" {name}={tag}";
        Heard.Add(told);
    }
}
