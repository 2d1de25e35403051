using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.PayPal;

/// <summary>Who may come in: apps with their secret get a token, and every other call needs one.</summary>
internal sealed class PayPalDoor(TimeProvider time)
{
    private readonly Dictionary<string, (PayPalMerchant Merchant, DateTimeOffset Until)> _tokens = [];

    public List<PayPalMerchant> Merchants { get; } = [];

    /// <summary>How long a token lives.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(9);

    public void ForgetTokens() => _tokens.Clear();

    public WireAnswer Token(WireRequest request)
    {
        if (!request.Headers.GetValueOrDefault("content-type", "").StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal)
            || Encoding.UTF8.GetString(request.Body) != "grant_type=client_credentials")
            return OAuth(400, "unsupported_grant_type", "unsupported grant_type");
        var merchant = Merchants.Find(m =>
            request.Headers.GetValueOrDefault("authorization") == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(m.ClientId + ":" + m.ClientSecret)));
        if (merchant is null) return OAuth(401, "invalid_client", "Client Authentication failed");
        var token = "A21AA" + Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
        _tokens[token] = (merchant, time.GetUtcNow() + TokenLife);
        return PayPalJson.Answer(200, new JsonObject
        {
            ["scope"] = "https://uri.paypal.com/services/payments/payment",
            ["access_token"] = token,
            ["token_type"] = "Bearer",
            ["app_id"] = "APP-80W284485P519543T",
            ["expires_in"] = (int)TokenLife.TotalSeconds,
        });
    }

    public PayPalMerchant? Enter(WireRequest request)
    {
        var words = request.Headers.GetValueOrDefault("authorization", "").Split(' ');
        return words.Length == 2 && words[0] == "Bearer" && _tokens.TryGetValue(words[1], out var known) && known.Until > time.GetUtcNow() ? known.Merchant : null;
    }

    public static WireAnswer Out() => OAuth(401, "invalid_token", "Token signature verification failed");

    private static WireAnswer OAuth(int status, string error, string description) =>
        PayPalJson.Answer(status, new JsonObject { ["error"] = error, ["error_description"] = description });
}
