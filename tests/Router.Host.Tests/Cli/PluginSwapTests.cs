using System.Text.Json.Nodes;

namespace Router.Host.Tests.Cli;

/// <summary>Plugin folders changed under a running router.</summary>
public sealed class PluginSwapTests : IDisposable
{
    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_replaced_and_a_new_plugin_are_seen_without_a_restart()
    {
        PluginFolders.Copy("Router.Channel.Simulator", _folder.At("plugins/Router.Channel.Simulator"));
        await using var router = await RunningRouter.StartAsync(_folder, "--plugins-root", "plugins");
        var before = Find(await router.JsonAsync("channels", "list"), "simulator")!["contentHash"]!.ToString();

        PluginFolders.AddFile(_folder.At("plugins/Router.Channel.Simulator"), "NOTICE.txt", "another build");
        PluginFolders.Copy("Router.Channel.NoOp", _folder.At("plugins/Router.Channel.NoOp"));
        _folder.Write("plugins.json", """
            { "plugins": [ { "id": "simulator", "folder": "Router.Channel.Simulator", "trust": "build", "accounts": "accounts.json" },
                           { "id": "noop", "folder": "Router.Channel.NoOp", "trust": "build" } ] }
            """);

        JsonNode list;
        var giveUp = DateTime.UtcNow.AddSeconds(30);
        do
        {
            await Task.Delay(300);
            list = (await router.RunAsync("channels", "list", "--json")).Json;
        }
        while ((Find(list, "noop")?["version"] is null || Find(list, "simulator")!["contentHash"]!.ToString() == before) && DateTime.UtcNow < giveUp);

        Find(list, "noop")!["version"]!.ToString().Should().Be("0.1.0", list.ToJsonString());
        Find(list, "simulator")!["contentHash"]!.ToString().Should().NotBe(before);
        (await router.JsonAsync("pay", "--order-no", "P1", "--amount", "100", "--method", "sim.qr"))["state"]!.ToString().Should().NotBe("failed");
    }

    private static JsonNode? Find(JsonNode list, string id) => list["channels"]!.AsArray().FirstOrDefault(c => c!["id"]!.ToString() == id);
}
