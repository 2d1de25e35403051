using System.Security.Cryptography;
using System.Text;

namespace Router.Channel.Alipay.Signing;

/// <summary>
/// Alipay's content encryption: AES-CBC with PKCS#7 and a zero IV, as the scheme has it. It is signed after encrypting and verified before
/// decrypting, so nobody can try paddings.
/// </summary>
internal sealed class ContentCipher
{
    private static readonly byte[] s_zero = new byte[16];
    private readonly byte[] _key;

    private ContentCipher(byte[] key) => _key = key;

    /// <exception cref="FormatException">It is no AES key.</exception>
    public static ContentCipher Read(string text)
    {
        byte[] key;
        try
        {
            key = Convert.FromBase64String(text.Trim());
        }
        catch (FormatException)
        {
            throw new FormatException("is no base64; copy the AES key of content encryption from the console.");
        }

        return key.Length is 16 or 24 or 32
            ? new(key)
            : throw new FormatException($"is {key.Length} bytes long; an AES key has 16, 24 or 32. Copy it from the console, whole.");
    }

    public string Encrypt(string text)
    {
        using var aes = Aes.Create();
        aes.Key = _key;
        return Convert.ToBase64String(aes.EncryptCbc(Encoding.UTF8.GetBytes(text), s_zero));
    }

    /// <returns>Null where it does not decrypt.</returns>
    public byte[]? Decrypt(string text)
    {
        try
        {
            using var aes = Aes.Create();
            aes.Key = _key;
            return aes.DecryptCbc(Convert.FromBase64String(text), s_zero);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
