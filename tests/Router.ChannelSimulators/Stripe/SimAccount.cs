using System.Globalization;

namespace Router.ChannelSimulators.Stripe;

// One merchant's memory at the provider: its objects, its balance and the answers kept under idempotency keys.
internal sealed class SimAccount(StripeMerchant merchant)
{
    private int _ids;

    public StripeMerchant Merchant => merchant;

    public List<SimIntent> Intents { get; } = [];

    public List<SimRefund> Refunds { get; } = [];

    public List<SimEntry> Balance { get; } = [];

    public Dictionary<string, SimKept> Kept { get; } = new(StringComparer.Ordinal);

    // Ids of one account never meet those of another.
    public string NextId(string prefix) => string.Create(
        CultureInfo.InvariantCulture, $"{prefix}_3{merchant.AccountId.Replace("_", "", StringComparison.Ordinal)}{++_ids:D8}");

    public SimIntent Find(string id) => Intents.Find(i => i.Id == id)
        ?? throw new SimFailure(new(404, "invalid_request_error", "resource_missing", $"No such payment_intent: '{id}'", Param: "intent") { IsRemembered = false });
}
