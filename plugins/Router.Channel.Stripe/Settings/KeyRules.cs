namespace Router.Channel.Stripe.Settings;

/// <summary>What a key's own text tells: its kind and its mode. No message ever repeats a key.</summary>
/// <remarks>Prefixes: https://docs.stripe.com/keys and https://docs.stripe.com/webhooks.</remarks>
internal static class KeyRules
{
    // Shorter ones are cut while copying; the real ones have 32 characters and more.
    private const int LeastLength = 16;
    private const int GreatestLength = 255;

    public static void CheckSecretKey(string key, bool isProduction, List<string> problems)
    {
        var mode = isProduction ? "live" : "test";
        var other = isProduction ? "test" : "live";
        if (key.StartsWith("pk_", StringComparison.Ordinal))
            problems.Add("secretKey holds a publishable key (pk_…); store the secret key (sk_…) or a restricted key (rk_…) from the dashboard's API keys page.");
        else if (key.StartsWith("whsec_", StringComparison.Ordinal))
            problems.Add("secretKey holds a webhook signing secret (whsec_…); store the API key (sk_… or rk_…).");
        else if (IsKey(key, "sk_" + other + "_") || IsKey(key, "rk_" + other + "_"))
            problems.Add($"secretKey is a {other} key, but the account is {(isProduction ? "" : "not ")}a production account; store the {mode} key.");
        else if (!IsKey(key, "sk_" + mode + "_") && !IsKey(key, "rk_" + mode + "_"))
            problems.Add($"secretKey is no Stripe API key, or it is cut; it must begin with sk_{mode}_ or rk_{mode}_ and be copied whole.");
    }

    public static void CheckWebhookSecret(string secret, string setting, List<string> problems)
    {
        if (!IsKey(secret, "whsec_"))
            problems.Add($"{setting} is no webhook signing secret, or it is cut; it must begin with whsec_ and be copied whole from the endpoint's page.");
    }

    public static void CheckPublishableKey(string key, bool isProduction, List<string> problems)
    {
        var mode = isProduction ? "live" : "test";
        if (!IsKey(key, "pk_" + mode + "_"))
            problems.Add($"publishableKey must begin with pk_{mode}_ and be copied whole; a secret key must never stand there.");
    }

    public static bool IsAccountId(string text) => text.StartsWith("acct_", StringComparison.Ordinal) && HasKeyLetters(text);

    private static bool IsKey(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && text.Length is >= LeastLength and <= GreatestLength && HasKeyLetters(text);

    // A header must not be split by what a file held.
    private static bool HasKeyLetters(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '+' or '/' or '=' or '-');
}
