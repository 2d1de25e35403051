using System.Security.Cryptography;

namespace Router.Plugins.Integrity;

/// <summary>Whether the hash list itself may be believed.</summary>
internal static class TrustCheck
{
    public static PluginDiagnostic? Check(string id, PluginTrust trust, HashList list, string folder, bool isProduction) => trust switch
    {
        PluginTrust.Build => isProduction ? Diagnostics.BuildTrustInProduction(id) : null,
        PluginTrust.Sha256 wanted => string.Equals(wanted.Hex, list.Sha256, StringComparison.OrdinalIgnoreCase)
            ? null
            : Diagnostics.Untrusted(id, $"The SHA-256 of {HashList.FileName} in {folder} is {list.Sha256}; plugins.json trusts {wanted.Hex}.",
                "Find out where the files came from; if they are right, write that hash into plugins.json."),
        PluginTrust.Key key => CheckSignature(id, key.KeyFile, list, folder),
        _ => throw new InvalidOperationException($"No check for {trust}."),
    };

    private static PluginDiagnostic? CheckSignature(string id, string keyFile, HashList list, string folder)
    {
        const string Mend = "Sign it: openssl dgst -sha256 -sign <private key> -out plugin.hashes.sig plugin.hashes.json";
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(File.ReadAllText(keyFile));
            if (rsa.KeySize < 2048)
                return Diagnostics.Untrusted(id, $"The key {keyFile} has {rsa.KeySize} bits.", "Use an RSA key of at least 2048 bits.");
            var signature = File.ReadAllBytes(Path.Combine(folder, HashList.SignatureFileName));
            return rsa.VerifyData(list.Bytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                ? null
                : Diagnostics.Untrusted(id, $"{HashList.SignatureFileName} in {folder} is not the signature of {HashList.FileName} by {keyFile}.", Mend);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return Diagnostics.Untrusted(id, $"The signature of {HashList.FileName} in {folder} could not be checked: {e.Message}", Mend);
        }
    }
}
