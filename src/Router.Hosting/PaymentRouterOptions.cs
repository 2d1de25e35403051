using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Payments;
using Router.Hosting.Alarms;

namespace Router.Hosting;

/// <summary>Where the router finds its files and how it works. Relative paths are resolved against the current directory.</summary>
public sealed class PaymentRouterOptions
{
    /// <summary>The plugin allow-list.</summary>
    public string PluginsFile { get; set; } = "plugins.json";

    /// <summary>The folder that plugin folders are relative to; null: <c>plugins</c> beside the executable.</summary>
    public string? PluginsRoot { get; set; }

    /// <summary>The routing rules.</summary>
    public string RulesFile { get; set; } = "rules/default.json";

    /// <summary>The registries of facts; a missing file leaves them open.</summary>
    public string FactsFile { get; set; } = "rules/facts.json";

    /// <summary>The BIN table; a missing file means none.</summary>
    public string BinsFile { get; set; } = "rules/bins.csv";

    /// <summary>Where plugin copies and generated keys are kept.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The folder with one file per secret; environment variables <c>ROUTER_SECRET_NAME</c> come first.</summary>
    public string SecretsFolder { get; set; } = "data/secrets";

    /// <summary>Whether edited files take effect without a restart.</summary>
    public bool WatchFiles { get; set; } = true;

    /// <summary>Whether due work (recovery, messages, health) is done in the background. Off in tests that do it themselves.</summary>
    public bool RunBackground { get; set; } = true;

    /// <summary>How long a stop waits for calls in flight; 1–120 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The engine's own numbers.</summary>
    public EngineSettings Engine { get; set; } = new() { NodeName = Environment.MachineName + "-" + Environment.ProcessId };

    /// <summary>The parameters of health.</summary>
    public HealthSettings Health { get; set; } = HealthSettings.Default;

    /// <summary>How many mistakes a plugin may make.</summary>
    public ConductSettings Conduct { get; set; } = new();

    /// <summary>How alarms are told.</summary>
    public AlarmSettings Alarms { get; set; } = new();

    internal string PluginsRootPath => PluginsRoot is { } root ? Path.GetFullPath(root) : Path.Combine(AppContext.BaseDirectory, "plugins");

    internal IEnumerable<string> Problems()
    {
        foreach (var problem in Engine.Problems()) yield return problem;
        foreach (var problem in Health.Validate()) yield return problem;
        foreach (var problem in Conduct.Problems()) yield return problem;
        foreach (var problem in Alarms.Problems()) yield return problem;
        if (DrainTimeout < TimeSpan.FromSeconds(1) || DrainTimeout > TimeSpan.FromSeconds(120)) yield return $"DrainTimeout is {DrainTimeout}; write 1 to 120 seconds.";
        foreach (var (name, path) in new[] { ("PluginsFile", PluginsFile), ("RulesFile", RulesFile), ("DataFolder", DataFolder) })
        {
            if (string.IsNullOrWhiteSpace(path)) yield return $"{name} is empty; name a path.";
        }
    }
}
