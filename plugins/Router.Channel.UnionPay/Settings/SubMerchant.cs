namespace Router.Channel.UnionPay.Settings;

/// <summary>The sub-merchant of a platform (accessType 2). Unproven: see the README.</summary>
internal sealed record SubMerchant(string Id, string Name, string Abbreviation);
