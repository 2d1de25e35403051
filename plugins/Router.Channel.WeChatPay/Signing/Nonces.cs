using Router.Abstractions;

namespace Router.Channel.WeChatPay.Signing;

/// <summary>Nonces of 32 letters and digits.</summary>
internal sealed class Nonces(IChannelHost host)
{
    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        host.FillRandom(bytes);
        return Convert.ToHexString(bytes);
    }
}
