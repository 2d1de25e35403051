using System.Text.Json.Nodes;

namespace Router.ChannelSimulators.Hall;

/// <summary>A merchant account at a simulated provider, as a router needs to know it.</summary>
/// <param name="Id">The account's id: "wechat-1".</param>
/// <param name="Channel">The plugin's id.</param>
/// <param name="MerchantId">The merchant id at the provider.</param>
/// <param name="Mode">direct, partner or subMerchant.</param>
/// <param name="Settings">The account's settings; secrets are names.</param>
/// <param name="Secrets">The secrets by name.</param>
public sealed record SimulatedAccount(
    string Id, string Channel, string MerchantId, string Mode, JsonObject Settings, IReadOnlyDictionary<string, string> Secrets);
