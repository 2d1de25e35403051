using System.Text.Json;

namespace Router.AspNetCore.Bodies;

/// <summary>What POST /payments and POST /routes/preview take.</summary>
internal sealed record PaymentBody
{
    public string? Merchant { get; init; }
    public string? MerchantOrderNo { get; init; }

    /// <summary>Minor units, a whole number above zero.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? Description { get; init; }
    public string? Method { get; init; }
    public IReadOnlyList<string>? Methods { get; init; }
    public PayerBody? Payer { get; init; }
    public InstrumentBody? Instrument { get; init; }
    public string? AuthCode { get; init; }
    public string? AgreementId { get; init; }
    public string? AgreementAccount { get; init; }
    public string? ReturnUrl { get; init; }
    public string? NotifyUrl { get; init; }
    public IReadOnlyList<string>? AllowedAccounts { get; init; }

    /// <summary>Seconds.</summary>
    public int? ExpiresIn { get; init; }

    /// <summary>Texts, numbers and booleans.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Facts { get; init; }
    public IReadOnlyDictionary<string, string>? Extra { get; init; }
}
