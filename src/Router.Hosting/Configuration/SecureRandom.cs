using System.Security.Cryptography;
using Router.Core.Ids;

namespace Router.Hosting.Configuration;

internal sealed class SecureRandom : IRandomSource
{
    public ulong Next()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}
