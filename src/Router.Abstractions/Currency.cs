using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Abstractions;

/// <summary>
/// An ISO 4217 currency: its alphabetic code and its exponent (the number of decimal digits of the minor unit).
/// Only currencies of the ISO table exist; the default value is no currency and its <see cref="Code"/> is empty.
/// </summary>
[JsonConverter(typeof(CurrencyJsonConverter))]
public readonly record struct Currency
{
    /// <summary>Chinese yuan renminbi, exponent 2.</summary>
    public static readonly Currency CNY = new("CNY", 2);

    /// <summary>United States dollar, exponent 2.</summary>
    public static readonly Currency USD = new("USD", 2);

    /// <summary>Euro, exponent 2.</summary>
    public static readonly Currency EUR = new("EUR", 2);

    /// <summary>Hong Kong dollar, exponent 2.</summary>
    public static readonly Currency HKD = new("HKD", 2);

    /// <summary>Japanese yen, exponent 0.</summary>
    public static readonly Currency JPY = new("JPY", 0);

    private static readonly FrozenDictionary<string, Currency> s_all = Build();
    private readonly string? _code;

    private Currency(string code, int exponent)
    {
        _code = code;
        Exponent = exponent;
    }

    /// <summary>The three-letter ISO 4217 code, upper case.</summary>
    public string Code => _code ?? "";

    /// <summary>Decimal digits of the minor unit: 0 for JPY, 2 for CNY, 3 for KWD.</summary>
    public int Exponent { get; }

    /// <summary>Every currency of the table, in order of code.</summary>
    public static IEnumerable<Currency> All => s_all.Values.OrderBy(c => c.Code, StringComparer.Ordinal);

    /// <summary>Finds a currency by its upper-case code.</summary>
    /// <returns>False where the code is not an ISO 4217 code with a minor unit.</returns>
    public static bool TryParse([NotNullWhen(true)] string? code, out Currency currency)
    {
        currency = default;
        return code is not null && s_all.TryGetValue(code, out currency);
    }

    /// <summary>Finds a currency by its upper-case code.</summary>
    /// <exception cref="FormatException">The code is not an ISO 4217 code with a minor unit.</exception>
    public static Currency Parse(string code) => TryParse(code, out var currency)
        ? currency
        : throw new FormatException($"'{code}' is not an ISO 4217 currency code; write three capital letters such as CNY.");

    /// <inheritdoc/>
    public override string ToString() => Code;

    // ISO 4217 list one, active codes that have a minor unit.
    private static FrozenDictionary<string, Currency> Build()
    {
        const string Zero = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
        const string Three = "BHD IQD JOD KWD LYD OMR TND";
        const string Four = "CLF UYW";
        const string Two = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
            + "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR "
            + "IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN "
            + "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
            + "TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
        return Rows(Zero, 0).Concat(Rows(Two, 2)).Concat(Rows(Three, 3)).Concat(Rows(Four, 4))
            .ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);
    }

    private static IEnumerable<Currency> Rows(string codes, int exponent) => codes.Split(' ').Select(code => new Currency(code, exponent));
}

/// <summary>Writes a currency as its code and refuses a code that is not in the table.</summary>
public sealed class CurrencyJsonConverter : JsonConverter<Currency>
{
    /// <inheritdoc/>
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && Currency.TryParse(reader.GetString(), out var currency)) return currency;
        throw new JsonException("A currency is an ISO 4217 code of three capital letters, such as \"CNY\".");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Code);
    }
}
