using System.Text.Json.Nodes;
using Router.ChannelSimulators.Hall;
using Router.Host.Cli;

namespace Router.Host.Simulators;

/// <summary>What a router needs to use the simulators: plugin list, accounts, rules and secrets in one folder.</summary>
internal static class SimulatorFolder
{
    private static readonly Dictionary<string, string> s_folders = new(StringComparer.Ordinal)
    {
        ["wechat"] = "Router.Channel.WeChatPay",
        ["alipay"] = "Router.Channel.Alipay",
        ["unionpay"] = "Router.Channel.UnionPay",
        ["paypal"] = "Router.Channel.PayPal",
        ["stripe"] = "Router.Channel.Stripe",
    };

    public static string ServeLine(string folder) =>
        $"router serve --plugins {folder}/plugins.json --rules {folder}/rules/default.json --data {folder}/data";

    public static void Write(string folder, ProviderHall hall)
    {
        try
        {
            var plugins = new JsonArray();
            foreach (var channel in hall.Simulators.Keys)
            {
                plugins.Add((JsonNode)new JsonObject
                {
                    ["id"] = channel,
                    ["folder"] = s_folders[channel],
                    ["version"] = "[0.1,1.0)",
                    ["trust"] = "build",
                    ["accounts"] = $"accounts/{channel}.json",
                });
                Save(folder, $"accounts/{channel}.json", new() { ["accounts"] = Accounts(hall, channel) });
            }

            Save(folder, "plugins.json", new() { ["plugins"] = plugins });
            Save(folder, "rules/default.json", Rules(hall));
            foreach (var (name, secret) in hall.Accounts.SelectMany(a => a.Secrets))
                SaveText(folder, $"data/secrets/{name}", secret);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{exception.Message} Name a folder that can be written with --folder.");
        }
    }

    private static JsonArray Accounts(ProviderHall hall, string channel) => new([.. hall.Accounts.Where(a => a.Channel == channel).Select(a => (JsonNode)new JsonObject
    {
        ["id"] = a.Id,
        ["channel"] = a.Channel,
        ["merchantId"] = a.MerchantId,
        ["mode"] = a.Mode,
        ["tags"] = new JsonArray("simulated"),
        ["settings"] = a.Settings.DeepClone(),
    })]);

    // Every account may take what its channel can; the cheapest does.
    private static JsonObject Rules(ProviderHall hall) => new()
    {
        ["name"] = "simulators",
        ["currencies"] = new JsonArray("CNY", "USD", "EUR", "JPY"),
        ["rules"] = new JsonArray(),
        ["default"] = new JsonObject
        {
            ["route"] = new JsonObject
            {
                ["strategy"] = "lowestFee",
                ["candidates"] = new JsonArray([.. hall.Accounts.Select(a => (JsonNode)JsonValue.Create(a.Id))]),
            },
        },
    };

    private static void Save(string folder, string name, JsonObject content) => SaveText(folder, name, content.ToJsonString(new() { WriteIndented = true }));

    private static void SaveText(string folder, string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content + "\n");
    }
}
