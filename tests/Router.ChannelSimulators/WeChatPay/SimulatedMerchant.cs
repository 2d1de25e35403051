using System.Security.Cryptography;
using System.Text;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>A merchant as WeChat Pay has it on file.</summary>
public sealed class SimulatedMerchant
{
    /// <summary>Puts a merchant on file.</summary>
    /// <param name="merchantId">mchid; a partner's sp_mchid.</param>
    /// <param name="certificateSerial">The serial number of its API certificate.</param>
    /// <param name="key">The public half of its API key.</param>
    /// <param name="apiV3Key">Its APIv3 key.</param>
    /// <param name="appIds">The appids bound to it.</param>
    public SimulatedMerchant(string merchantId, string certificateSerial, RSA key, string apiV3Key, params string[] appIds)
    {
        MerchantId = merchantId;
        CertificateSerial = certificateSerial;
        Key = key;
        ApiV3Key = Encoding.ASCII.GetBytes(apiV3Key);
        AppIds = appIds;
    }

    /// <summary>mchid.</summary>
    public string MerchantId { get; }

    /// <summary>Serial number of the API certificate.</summary>
    public string CertificateSerial { get; }

    /// <summary>The sub-merchants that have authorised this partner.</summary>
    public ISet<string> SubMerchants { get; } = new HashSet<string>();

    /// <summary>True for new merchants: there are no platform certificates for them.</summary>
    public bool HasPublicKeyOnly { get; set; }

    /// <summary>The balance that refunds come from, fen; null: always enough.</summary>
    public long? Balance { get; set; }

    internal RSA Key { get; }

    internal byte[] ApiV3Key { get; }

    internal IReadOnlyList<string> AppIds { get; }
}
