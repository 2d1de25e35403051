using System.Reflection;
using Router.Host.Cli;
using Router.Hosting;

namespace Router.Host.Serve;

/// <summary>Reads the Router section of the configuration; every mistake is told at once.</summary>
internal sealed record ServeSettings(IReadOnlyList<string> Urls, string? PublicUrl, TelemetrySettings Telemetry)
{
    private const string Section = "Router";
    private const string DefaultUrl = "http://127.0.0.1:5080";
    private static readonly string[] s_own = ["Urls", "Insecure", "Telemetry"];

    public static ServeSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var problems = Unknown(section).ToList();
        if (configuration.GetSection("Kestrel:Endpoints").Exists()) problems.Add("Kestrel:Endpoints is not read here; write the addresses into Router:Urls.");
        if (section["Insecure"] is { } word && !bool.TryParse(word, out _)) problems.Add($"Router:Insecure is '{word}'; write true or false.");
        var urls = (section["Urls"] ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        problems.AddRange(ListenAddresses.Problems(urls, bool.TryParse(section["Insecure"], out var insecure) && insecure));
        var telemetry = TelemetrySettings.Read(section.GetSection("Telemetry"), problems);
        if (problems.Count > 0) throw new CliException(Text(problems), ExitCode.Misuse);
        return new(urls, section["Engine:PublicUrl"], telemetry);
    }

    /// <summary>Puts what is configured into the options, on top of their defaults.</summary>
    public void Apply(IConfiguration configuration, PaymentRouterOptions options)
    {
        // An instance of its own: binding writes into the one that is there, and the default is shared.
        options.Health = new();
        try
        {
            configuration.GetSection(Section).Bind(options);
        }
        catch (InvalidOperationException error)
        {
            throw new CliException(Text([error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message]), ExitCode.Misuse);
        }

        if (configuration.GetSection(Section)["SecretsFolder"] is null) options.SecretsFolder = Path.Combine(options.DataFolder, "secrets");
        if (PublicUrl is null) options.Engine = options.Engine with { PublicUrl = new(Urls[0].TrimEnd('/') + "/v1") };
    }

    private static string Text(IEnumerable<string> problems) =>
        "The settings are wrong; nothing was started:" + string.Concat(problems.Select(p => Environment.NewLine + "  " + p));

    private static IEnumerable<string> Unknown(IConfigurationSection section)
    {
        foreach (var setting in section.GetChildren())
        {
            if (s_own.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)) continue;
            var property = Find(typeof(PaymentRouterOptions), setting.Key);
            if (property is null) yield return Missing(setting, typeof(PaymentRouterOptions), s_own);
            else if (property.Name is "Engine" or "Health" or "Alarms" or "Conduct")
                foreach (var inner in setting.GetChildren())
                    if (Find(property.PropertyType, inner.Key) is null)
                        yield return Missing(inner, property.PropertyType, []);
        }
    }

    private static string Missing(IConfigurationSection setting, Type type, string[] more) =>
        $"There is no setting {setting.Path}. There are: {string.Join(", ", Settable(type).Select(p => p.Name).Concat(more).Order(StringComparer.Ordinal))}.";

    private static PropertyInfo? Find(Type type, string name) => Settable(type).FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);
}
