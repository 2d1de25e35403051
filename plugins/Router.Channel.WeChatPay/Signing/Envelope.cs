using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Signing;

/// <summary>
/// Opens what WeChat Pay encrypts with the APIv3 key: AES-256-GCM, the tag in the last 16 bytes. Several keys are good at once, so that a
/// change of the key loses no message under way.
/// </summary>
internal sealed class Envelope(IReadOnlyList<byte[]> keys)
{
    private const string Algorithm = "AEAD_AES_256_GCM";
    private const int TagLength = 16, NonceLength = 12;

    /// <summary>Opens a resource object: algorithm, nonce, associated_data, ciphertext.</summary>
    /// <returns>Null where no key opens it.</returns>
    public byte[]? Open(JsonElement resource)
    {
        if (JsonFields.Text(resource, "algorithm") != Algorithm) return null;
        if (JsonFields.Text(resource, "nonce") is not { } nonce || JsonFields.Text(resource, "ciphertext") is not { } ciphertext) return null;
        return Open(nonce, JsonFields.Text(resource, "associated_data") ?? "", ciphertext);
    }

    public byte[]? Open(string nonce, string associatedData, string ciphertext)
    {
        var sealedBytes = new byte[ciphertext.Length];
        if (!Convert.TryFromBase64String(ciphertext, sealedBytes, out var length) || length < TagLength) return null;
        var nonceBytes = Encoding.UTF8.GetBytes(nonce);
        if (nonceBytes.Length != NonceLength) return null;
        var body = sealedBytes.AsSpan(0, length - TagLength);
        var tag = sealedBytes.AsSpan(length - TagLength, TagLength);
        foreach (var key in keys)
        {
            var plain = new byte[body.Length];
            try
            {
                using var aes = new AesGcm(key, TagLength);
                aes.Decrypt(nonceBytes, body, tag, plain, Encoding.UTF8.GetBytes(associatedData));
                return plain;
            }
            catch (CryptographicException)
            {
                // Not this key's.
            }
        }

        return null;
    }
}
