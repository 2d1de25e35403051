using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Alipay;

internal static class PluginManifest
{
    public static ChannelManifest Read()
    {
        using var text = typeof(PluginManifest).Assembly.GetManifestResourceStream("plugin.json")
            ?? throw new InvalidOperationException("plugin.json is not embedded; add it as an EmbeddedResource with LogicalName plugin.json.");
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)
            ?? throw new InvalidOperationException("plugin.json says null; write the manifest object.");
    }
}
