namespace Router.Core.Telemetry;

/// <summary>One metric: name, unit and attributes are stable, after OpenTelemetry's conventions.</summary>
/// <param name="Name">"router.payment.state.changes".</param>
/// <param name="Form">What it is.</param>
/// <param name="Unit">As in UCUM: "s", "1", "{payment}".</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Attributes">The attributes' names; their values are bounded by the configuration, never by traffic.</param>
public sealed record Metric(string Name, MetricForm Form, string Unit, string Meaning, params IReadOnlyList<string> Attributes);

public enum MetricForm
{
    Counter,
    Histogram,
    Gauge,
}
