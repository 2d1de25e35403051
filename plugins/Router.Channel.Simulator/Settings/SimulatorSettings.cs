using Router.Abstractions;

namespace Router.Channel.Simulator.Settings;

internal sealed record SimulatorSettings(
    string LedgerFolder, long Seed, string? WebhookSecret, long FeePpm, bool SameDayBill, BuyerSettings Buyer, FaultSettings Faults)
{
    internal static SimulatorSettings Read(ChannelAccount account)
    {
        var reader = new SettingsReader(account.Settings, account.Id);
        var settings = new SimulatorSettings(
            reader.Text("ledgerFolder") ?? throw reader.Wrong("ledgerFolder", "is missing", "name the folder that the ledger file shall lie in"),
            reader.Whole("seed", 1, long.MinValue, long.MaxValue),
            reader.Text("webhookSecret"),
            reader.Whole("feePpm", 6000, 0, 1_000_000),
            reader.Switch("sameDayBill", false),
            BuyerSettings.Read(reader.Object("buyer")),
            FaultSettings.Read(reader.Object("faults")));
        reader.RefuseOthers();
        if (account.Id.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
            throw new ChannelConfigurationException($"Account '{account.Id}' cannot name a ledger file; use letters, digits, '-' and '.' in its id.");
        return settings;
    }
}
