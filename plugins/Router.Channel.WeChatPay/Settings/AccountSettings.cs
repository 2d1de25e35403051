using Router.Abstractions;
using Router.Channel.WeChatPay.Signing;

namespace Router.Channel.WeChatPay.Settings;

/// <summary>An account's settings, read and found good.</summary>
internal sealed record AccountSettings(
    Uri ApiBase, Merchant Merchant, SigningKey Key, Credential? Certificate, Envelope Envelope, IReadOnlyList<VerifyKey> PublicKeys);
