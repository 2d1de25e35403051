namespace Router.Channel.Alipay.Signing;

internal enum SignatureVerdict
{
    Bad,
    Good,
    Unsigned,

    /// <summary>The message names a certificate that is not known.</summary>
    UnknownKey,
}
