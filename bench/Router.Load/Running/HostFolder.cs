using System.Text.Json.Nodes;

namespace Router.Load.Running;

/// <summary>A folder of its own for one run: settings, three simulated accounts, ledgers, data.</summary>
internal sealed class HostFolder : IDisposable
{
    public static readonly IReadOnlyList<string> Accounts = ["sim-a", "sim-b", "sim-c"];

    /// <summary>Buyers pay late at most so long after their action.</summary>
    public static readonly TimeSpan LatestBuyer = TimeSpan.FromSeconds(16);

    private const string Rules = """
        { "name": "load", "currencies": ["CNY"],
          "rules": [ { "id": "large", "when": { "amount": { "gte": 40000 } }, "route": { "strategy": "priority", "candidates": ["sim-b", "sim-c"] } } ],
          "default": { "route": { "strategy": "weighted", "candidates": [
            { "account": "sim-a", "weight": 50 }, { "account": "sim-b", "weight": 30 }, { "account": "sim-c", "weight": 20 } ] } } }
        """;

    // Each a fraction of a percent, so that together a few in a hundred payments meet one and breakers stay mostly shut.
    private const string Faults = """
        { "refuseConnection": 0.004, "declineChannel": 0.004, "declinePayer": 0.004, "slow": { "share": 0.02, "ms": 300 },
          "timeoutBefore": { "share": 0.001, "operations": ["pay", "query", "close", "refund"] }, "timeoutAfter": 0.003, "reset": 0.003, "http5xx": 0.004,
          "garbage": 0.002, "badSignature": 0.002, "closeRefusedBecausePaid": 0.1, "acceptLate": 0.5, "queryUnknown": 0.02,
          "notFoundThenPaid": { "share": 0.02, "ms": 3000 }, "refundUnknown": 0.03, "refundBalanceLow": 0.02,
          "refundProcessing": { "share": 0.1, "ms": 1500 }, "notificationLost": 0.03, "notificationLate": { "share": 0.03, "ms": 4000 },
          "notificationDuplicate": 0.05, "notificationForged": 0.01, "notificationBeforeAnswer": 0.02, "notificationWrongAmount": 0.002 }
        """;

    private readonly bool _keep;

    public HostFolder(LoadOptions options)
    {
        _keep = options.Keep;
        Write("appsettings.json", """{ "Logging": { "LogLevel": { "Default": "Error" } } }""");
        Write("plugins.json", """{ "plugins": [ { "id": "simulator", "folder": "Router.Channel.Simulator", "trust": "build", "accounts": "accounts.json" } ] }""");
        Write("rules/default.json", Rules);
        Write("rules/facts.json", "{}");
        Write("accounts.json", new JsonObject { ["accounts"] = new JsonArray([.. Accounts.Select((id, at) => Account(id, at, options))]) }.ToJsonString());
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("router-load-").FullName;

    public string CountersFile => At("counters");

    public IReadOnlyList<string> Ledgers => [.. Accounts.Select(id => At($"ledgers/{id}.ledger.jsonl"))];

    public long StoreBytes => new DirectoryInfo(At("data")).EnumerateFiles("orders.db*").Sum(file => file.Length);

    public string OpsKey => File.ReadAllText(At("data/ops.key")).Trim();

    public void Dispose()
    {
        if (!_keep) Directory.Delete(Root, recursive: true);
    }

    private string At(string name) => Path.Combine(Root, name);

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), content);
    }

    private static JsonObject Account(string id, int at, LoadOptions options) => new()
    {
        ["id"] = id,
        ["channel"] = "simulator",
        ["merchantId"] = $"LOAD-{at}",
        ["maxConcurrency"] = 10_000,
        ["settings"] = new JsonObject
        {
            ["ledgerFolder"] = "ledgers",
            ["seed"] = (long)options.Seed + at,
            ["buyer"] = JsonNode.Parse(options.Faults
                ? """{ "never": 0.02, "abandon": 0.02, "late": 0.02, "refused": 0.01, "barcodeAtOnce": 0.95, "payAfterMs": { "min": 200, "max": 1500 }, "lateAfterMs": { "min": 8000, "max": 16000 } }"""
                : """{ "barcodeAtOnce": 1, "payAfterMs": { "min": 200, "max": 1500 } }"""),
            // Payments alone are measured without the messages that follow them.
            ["faults"] = JsonNode.Parse(options.Faults ? Faults : options.PayOnly ? """{ "notificationLost": true }""" : "{}"),
        },
    };
}
