namespace Router.Host.Serve;

/// <summary>Where measures and traces go.</summary>
/// <param name="OtlpEndpoint">The collector's OTLP/HTTP address before /v1/metrics, such as http://127.0.0.1:4318; null: as OTEL_EXPORTER_OTLP_ENDPOINT says.</param>
/// <param name="Interval">How often measures go out; 1 s–10 min.</param>
/// <param name="Traces">Whether traces go out too.</param>
internal sealed record TelemetrySettings(Uri? OtlpEndpoint, TimeSpan Interval, bool Traces)
{
    private const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] s_names = ["OtlpEndpoint", "Interval", "Traces"];

    /// <summary>Nothing is measured where nobody takes it.</summary>
    public bool IsOn => OtlpEndpoint is not null || Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    public static TelemetrySettings Read(IConfigurationSection section, List<string> problems)
    {
        foreach (var setting in section.GetChildren().Where(s => !s_names.Contains(s.Key, StringComparer.OrdinalIgnoreCase)))
            problems.Add($"There is no setting {setting.Path}. There are: {string.Join(", ", s_names)}.");
        Uri? endpoint = null;
        if (section["OtlpEndpoint"] is { Length: > 0 } text && (!Uri.TryCreate(text, UriKind.Absolute, out endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.Query.Length > 0))
            problems.Add($"Router:Telemetry:OtlpEndpoint is '{text}'; write the collector's OTLP/HTTP address before /v1/metrics, such as http://127.0.0.1:4318.");
        var interval = TimeSpan.FromSeconds(30);
        if (section["Interval"] is { } word && (!TimeSpan.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out interval) || interval < TimeSpan.FromSeconds(1) || interval > TimeSpan.FromMinutes(10)))
            problems.Add($"Router:Telemetry:Interval is '{word}'; write 00:00:01 to 00:10:00.");
        var traces = true;
        if (section["Traces"] is { } switched && !bool.TryParse(switched, out traces)) problems.Add($"Router:Telemetry:Traces is '{switched}'; write true or false.");
        return new(endpoint, interval, traces);
    }
}
