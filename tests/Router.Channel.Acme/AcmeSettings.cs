using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>An account's settings, read and checked once. The first key signs; all of them verify.</summary>
internal sealed record AcmeSettings(string MerchantId, Uri ApiBase, IReadOnlyList<byte[]> Keys)
{
    private const string OfficialHost = "api.acme.example";
    private const int KeyBytes = 32;

    public byte[] SigningKey => Keys[0];

    /// <exception cref="ChannelConfigurationException">Something cannot be used; the message tells all of it at once.</exception>
    public static AcmeSettings Read(ChannelAccount account, IChannelHost host)
    {
        var problems = new List<string>();
        var apiBase = ReadAddress(account, problems);
        var keys = new List<byte[]>();
        foreach (var setting in new[] { "key", "oldKey" })
        {
            if (Text(account, setting) is { } name) ReadKey(setting, name, host, keys, problems);
            else if (setting == "key") problems.Add("The setting 'key' is missing: name the secret that holds the merchant's API key.");
        }

        return problems.Count == 0
            ? new(account.MerchantId, apiBase!, keys)
            : throw new ChannelConfigurationException(string.Join(' ', problems));
    }

    private static Uri? ReadAddress(ChannelAccount account, List<string> problems)
    {
        if (!Uri.TryCreate(Text(account, "apiBase"), UriKind.Absolute, out var address))
            problems.Add($"The setting 'apiBase' is missing or no URL: write https://{OfficialHost}.");
        else if (account.IsProduction && (address.Scheme != "https" || address.Host != OfficialHost))
            problems.Add($"The setting 'apiBase' of a production account has to be https://{OfficialHost}.");
        else if (address.Scheme != "https" && !address.IsLoopback)
            problems.Add("The setting 'apiBase' has to be https; http is for the loopback address alone.");
        return address;
    }

    // The message names the setting and the secret, and never shows the value.
    private static void ReadKey(string setting, string name, IChannelHost host, List<byte[]> keys, List<string> problems)
    {
        try
        {
            var key = Convert.FromBase64String(host.GetSecret(name));
            if (key.Length == KeyBytes) keys.Add(key);
            else problems.Add($"The secret '{name}' (setting '{setting}') has {key.Length} bytes in place of {KeyBytes}: copy the API key again from Acme's console.");
        }
        catch (KeyNotFoundException)
        {
            problems.Add($"There is no secret '{name}' (setting '{setting}'): put the API key from Acme's console there.");
        }
        catch (FormatException)
        {
            problems.Add($"The secret '{name}' (setting '{setting}') is no base64: copy the API key again from Acme's console.");
        }
    }

    private static string? Text(ChannelAccount account, string name) =>
        account.Settings.ValueKind == JsonValueKind.Object && account.Settings.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
