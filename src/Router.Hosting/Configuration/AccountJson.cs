using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Core.Accounts;

namespace Router.Hosting.Configuration;

/// <summary>
/// The accounts as last used, kept in the store: one that is taken out of the file or changed into another while money hangs on it can then
/// be kept, also over a restart. Settings hold names of secrets, never secrets.
/// </summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<MerchantAccount>))]
[JsonSerializable(typeof(List<RemovedAccount>))]
internal sealed partial class AccountJson : JsonSerializerContext
{
    public const string Document = "accounts";

    /// <summary>Where removed accounts are written down.</summary>
    public const string RemovedDocument = "removed-accounts";

    public static string Write(IEnumerable<MerchantAccount> accounts) => JsonSerializer.Serialize([.. accounts], Default.ListMerchantAccount);

    public static string WriteRemoved(IEnumerable<RemovedAccount> accounts) => JsonSerializer.Serialize([.. accounts], Default.ListRemovedAccount);

    public static IReadOnlyList<RemovedAccount> ReadRemoved(string json) => JsonSerializer.Deserialize(json, Default.ListRemovedAccount) ?? [];

    public static IReadOnlyList<MerchantAccount> Read(string json) => JsonSerializer.Deserialize(json, Default.ListMerchantAccount) ?? [];
}
