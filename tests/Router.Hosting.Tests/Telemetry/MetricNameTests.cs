using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Router.Core.Alarms;
using Router.Core.Store;
using Router.Core.Telemetry;
using Router.Hosting.Telemetry;
using Router.TestKit.Stores;

namespace Router.Hosting.Tests.Telemetry;

/// <summary>A name is a promise: code, page, dashboard and alert rules say the same.</summary>
public sealed partial class MetricNameTests
{
    [Fact]
    public void What_is_published_is_what_the_table_says()
    {
        var published = new Dictionary<string, (string? Unit, string? Meaning)>();
        using var listener = new MeterListener();
        using var services = Services();
        var meter = services.GetRequiredService<RouterMeter>();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter, meter.Meter)) published.Add(instrument.Name, (instrument.Unit, instrument.Description));
        };
        listener.Start();
        services.GetRequiredService<RouterGauges>();

        published.Keys.Should().BeEquivalentTo(Metrics.All.Select(m => m.Name));
        foreach (var metric in Metrics.All) published[metric.Name].Should().Be((metric.Unit, metric.Meaning));
    }

    [Fact]
    public void The_page_has_every_metric_and_no_other()
    {
        var rows = Repository.Read("docs/telemetry.md").Split('\n').Where(l => l.StartsWith("| `router.", StringComparison.Ordinal) && l.Split('|').Length == 7).ToList();
        rows.Should().Equal(Metrics.All.Select(Row));
    }

    [Fact]
    public void The_dashboard_asks_only_for_metrics_that_there_are()
    {
        var dashboard = JsonNode.Parse(Repository.Read("deploy/grafana-dashboard.json"))!;
        dashboard["panels"]!.AsArray().Should().NotBeEmpty();
        Asked(dashboard.ToJsonString()).Should().NotBeEmpty().And.BeSubsetOf(InPrometheus());
    }

    [Fact]
    public void The_alert_rules_ask_only_for_metrics_that_there_are()
    {
        var rules = Repository.Read("deploy/prometheus-alerts.yaml");
        Asked(rules).Should().NotBeEmpty().And.BeSubsetOf(InPrometheus());
        foreach (Match page in RunbookLink().Matches(rules)) AlarmKinds.Find(page.Groups[1].Value).Should().NotBeNull(page.Value);
    }

    [Fact]
    public void No_attribute_can_hold_an_order_or_a_payer() =>
        Metrics.All.SelectMany(m => m.Attributes).Distinct().Should().BeSubsetOf(
            [Metrics.Account, Metrics.Method, Metrics.State, Metrics.Operation, Metrics.Outcome, Metrics.Blame, Metrics.Kind, Metrics.Severity, Metrics.Result,
                Metrics.Channel, Metrics.CallClass, Metrics.ErrorType]);

    private static string Row(Metric metric) =>
        $"| `{metric.Name}` | {metric.Form.ToString().ToLowerInvariant()} | `{metric.Unit}` | {string.Join(", ", metric.Attributes.Select(a => $"`{a}`"))} | {metric.Meaning} |";

    private static IEnumerable<string> Asked(string text) => PrometheusName().Matches(text).Select(m => m.Value).Where(n => !Labels().Contains(n)).Distinct();

    private static HashSet<string> Labels() => [.. Metrics.All.SelectMany(m => m.Attributes).Select(a => a.Replace('.', '_'))];

    // As Prometheus writes down what it takes by OTLP: dots to underscores, the unit's word, and _total for a counter.
    private static HashSet<string> InPrometheus()
    {
        var names = new HashSet<string>();
        foreach (var metric in Metrics.All)
        {
            var name = metric.Name.Replace('.', '_') + metric.Unit switch { "s" => "_seconds", "1" when metric.Form == MetricForm.Gauge => "_ratio", _ => "" };
            if (metric.Form == MetricForm.Counter) names.Add(name + "_total");
            else if (metric.Form == MetricForm.Gauge) names.Add(name);
            else names.UnionWith([name + "_bucket", name + "_sum", name + "_count"]);
        }

        return names;
    }

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IOrderStore, InMemoryOrderStore>();
        services.AddPaymentRouter().AllowAllRisk();
        return services.BuildServiceProvider();
    }

    [GeneratedRegex(@"\brouter_\w+")]
    private static partial Regex PrometheusName();

    [GeneratedRegex(@"docs/runbooks/([\w-]+)\.md")]
    private static partial Regex RunbookLink();
}
