using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Notifications;

internal static class WebhookKey
{
    internal static byte[] Read(ChannelAccount account, SimulatorSettings settings, IChannelHost host)
    {
        if (settings.WebhookSecret is { } name)
        {
            try
            {
                return Encoding.UTF8.GetBytes(host.GetSecret(name));
            }
            catch (KeyNotFoundException missing)
            {
                throw new ChannelConfigurationException(
                    $"Setting 'webhookSecret' of account '{account.Id}' names a secret that is not there: {missing.Message}", missing);
            }
        }

        // Anybody who has read this line can make this key.
        if (account.IsProduction)
            throw new ChannelConfigurationException($"Setting 'webhookSecret' of account '{account.Id}' is missing; in production name a secret.");
        return SHA256.HashData(Encoding.UTF8.GetBytes($"simulator development key of {account.Id} for {account.MerchantId}"));
    }
}
