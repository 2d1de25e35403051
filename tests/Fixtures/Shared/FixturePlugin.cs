using System.Text.Json;
using Router.Abstractions;

namespace Fixture;

/// <summary>What all fixtures share. Abstract, so that it is no plugin type itself.</summary>
public abstract class FixturePlugin : IChannelPlugin
{
    public ChannelManifest Manifest { get; } = ReadManifest();

    /// <summary>What a payment answers as the channel's id of it.</summary>
    protected virtual string Answer => Manifest.Version;

    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        var open = account.Settings.ValueKind == JsonValueKind.Object && account.Settings.TryGetProperty("open", out var how) ? how.GetString() : null;
        switch (open)
        {
            case "refuse": throw new ChannelConfigurationException("the setting \"open\" says refuse");
            case "throw": throw new InvalidOperationException("thrown while opening");
            case "cruel": throw new CruelException(Timeout.Infinite);
            case "hang": Thread.Sleep(Timeout.Infinite); break;
        }
        host.Log(ChannelLogLevel.Debug, $"opened {account.Id}");
        return new FixtureChannel(Answer, account, host);
    }

    private static ChannelManifest ReadManifest()
    {
        using var text = typeof(FixturePlugin).Assembly.GetManifestResourceStream("plugin.json")!;
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;
    }
}
