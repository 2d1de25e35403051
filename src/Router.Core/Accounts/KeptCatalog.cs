using Router.Abstractions;

namespace Router.Core.Accounts;

/// <summary>How a catalog is written.</summary>
internal sealed record KeptCatalog(IReadOnlyList<MerchantAccount> Accounts, IReadOnlyList<ChannelManifest> Channels);
