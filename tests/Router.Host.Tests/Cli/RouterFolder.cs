namespace Router.Host.Tests.Cli;

/// <summary>A folder to run the router in: plugin list, two simulated accounts, rules.</summary>
internal sealed class RouterFolder : IDisposable
{
    public const string Rules = """
        { "name": "cli", "currencies": ["CNY"],
          "rules": [
            { "id": "no-kp", "priority": 9, "when": { "region": "KP" }, "decline": { "reason": "region not served" } },
            { "id": "phones", "when": { "platform": ["ios", "android"] }, "route": { "strategy": "priority", "candidates": ["fast"] } } ],
          "default": { "route": { "strategy": "priority", "candidates": ["fast", "never"] } } }
        """;

    public RouterFolder(string faults = "{}")
    {
        Write("plugins.json", """
            { "plugins": [ { "id": "simulator", "folder": "Router.Channel.Simulator", "trust": "build", "accounts": "accounts.json" } ] }
            """);
        Write("rules/default.json", Rules);
        Write("rules/facts.json", "{}");
        Write("accounts.json", $$"""
            { "accounts": [
              { "id": "fast", "channel": "simulator", "merchantId": "M1",
                "settings": { "ledgerFolder": "ledgers", "sameDayBill": true, "buyer": { "barcodeAtOnce": 1, "payAfterMs": { "min": 1, "max": 5 } }, "faults": {{faults}} } },
              { "id": "never", "channel": "simulator", "merchantId": "M2",
                "settings": { "ledgerFolder": "ledgers", "buyer": { "never": 1 } } }
            ] }
            """);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("router-cli-").FullName;

    public string At(string name) => Path.Combine(Root, name);

    public void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), content);
    }

    public Task<RouterRun> RunAsync(params string[] args) => RouterRun.InAsync(Root, args);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
