using System.Security.Cryptography;

namespace Router.ChannelSimulators.Alipay;

/// <summary>
/// The keys of one simulator, each a different one. Making an RSA key is slow, so the first few are made once for the process: a second
/// simulator begins with the same ones.
/// </summary>
internal sealed class AlipayKeys
{
    private static readonly Lazy<RSAParameters>[] s_made = [.. Enumerable.Range(0, 12).Select(_ => new Lazy<RSAParameters>(Make))];
    private int _next;

    public RSA Next()
    {
        var number = _next++;
        return RSA.Create(number < s_made.Length ? s_made[number].Value : Make());
    }

    private static RSAParameters Make()
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    }
}
