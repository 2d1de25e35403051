using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Simulator;

internal static class PluginManifest
{
    // One source of truth: the plugin.json beside the assembly is also inside it, so the two can never disagree.
    internal static ChannelManifest Read()
    {
        using var json = typeof(PluginManifest).Assembly.GetManifestResourceStream("plugin.json")
            ?? throw new InvalidOperationException("plugin.json is not embedded; add it as an EmbeddedResource with LogicalName plugin.json.");
        return JsonSerializer.Deserialize(json, ContractJson.Default.ChannelManifest)
            ?? throw new InvalidOperationException("plugin.json says null; write the manifest object.");
    }
}
