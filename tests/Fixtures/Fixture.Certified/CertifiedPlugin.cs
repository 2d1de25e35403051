using System.Globalization;
using System.Text.Json;
using Router.Abstractions;

namespace Fixture;

/// <summary>Needs a certificate, which is a text with the time of its end, and tells when it ends. Pays under the certificate's text.</summary>
public sealed class CertifiedPlugin : IChannelPlugin
{
    public ChannelManifest Manifest { get; } = ReadManifest();

    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        var name = account.Settings.GetProperty("certificate").GetString()!;
        string text;
        try
        {
            text = host.GetSecret(name);
        }
        catch (KeyNotFoundException missing)
        {
            throw new ChannelConfigurationException($"certificate: {missing.Message}", missing);
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
            throw new ChannelConfigurationException($"certificate: secret '{name}' holds no time; write one such as 2027-01-31.");
        return new CertifiedChannel(end);
    }

    private static ChannelManifest ReadManifest()
    {
        using var text = typeof(CertifiedPlugin).Assembly.GetManifestResourceStream("plugin.json")!;
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;
    }
}
