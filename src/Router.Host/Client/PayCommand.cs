using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>`router pay`: makes a payment.</summary>
internal static class PayCommand
{
    private static readonly Option<string> s_merchant = new("--merchant") { Description = "Who is paid.", DefaultValueFactory = _ => "default" };
    private static readonly Option<string> s_orderNo = new("--order-no") { Description = "The merchant's order number.", Required = true };
    private static readonly Option<long> s_amount = new("--amount") { Description = "How much, in minor units: 1050 is 10.50 CNY.", Required = true };
    private static readonly Option<string> s_currency = new("--currency") { Description = "ISO 4217 code.", DefaultValueFactory = _ => "CNY" };
    private static readonly Option<string> s_description = new("--description") { Description = "What the buyer reads.", DefaultValueFactory = _ => "payment" };
    private static readonly Option<string[]> s_accounts = new("--account") { Description = "Only these accounts may be used; may be repeated." };
    private static readonly Option<string> s_notifyUrl = new("--notify-url") { Description = "Where the merchant is told." };
    private static readonly Option<string> s_returnUrl = new("--return-url") { Description = "Where the buyer comes back to." };
    private static readonly Option<int?> s_expiresIn = new("--expires-in") { Description = "Seconds for which it is payable. Default: 1800." };

    private static readonly Option<string[]> s_facts = new("--fact")
    {
        Description = "A fact for the rules, name=value, such as platform=ios or metadata.vip=true; may be repeated.",
    };

    public static Command Create(Option<string[]> methods, Option<string> authCode, Option<string> idempotencyKey, Option<int> wait)
    {
        var command = new Command("pay", "Make a payment. Exit code 1 if it was refused or failed.")
        {
            s_merchant, s_orderNo, s_amount, s_currency, methods, s_description, s_facts, s_accounts, s_notifyUrl, s_returnUrl, s_expiresIn,
            authCode, wait, idempotencyKey,
        };
        return command.Client(async (parsed, client) =>
        {
            var body = Body(parsed);
            body["methods"] = PayCommands.Strings(parsed.GetRequiredValue(methods));
            if (parsed.GetValue(authCode) is { } code) body["authCode"] = code;
            var key = PayCommands.IdempotencyKey(parsed, idempotencyKey);
            return PaymentText.Payment(await client.PostAsync("v1/payments", body, key, parsed.GetValue(wait)), parsed);
        });
    }

    private static JsonObject Body(ParseResult parsed)
    {
        var body = new JsonObject
        {
            ["merchant"] = parsed.GetValue(s_merchant),
            ["merchantOrderNo"] = parsed.GetValue(s_orderNo),
            ["amount"] = parsed.GetValue(s_amount),
            ["currency"] = parsed.GetValue(s_currency),
            ["description"] = parsed.GetValue(s_description),
        };
        if (parsed.GetValue(s_facts) is { Length: > 0 } facts) body["facts"] = Facts(facts);
        if (parsed.GetValue(s_accounts) is { Length: > 0 } accounts) body["allowedAccounts"] = PayCommands.Strings(accounts);
        if (parsed.GetValue(s_notifyUrl) is { } notifyUrl) body["notifyUrl"] = notifyUrl;
        if (parsed.GetValue(s_returnUrl) is { } returnUrl) body["returnUrl"] = returnUrl;
        if (parsed.GetValue(s_expiresIn) is { } seconds) body["expiresIn"] = seconds;
        return body;
    }

    // true, false and whole numbers are sent as what they look like, so that metadata gets its type.
    private static JsonObject Facts(string[] facts)
    {
        var node = new JsonObject();
        foreach (var fact in facts)
        {
            if (fact.Split('=', 2) is not [{ Length: > 0 } name, var value]) throw CliException.Misuse($"--fact is '{fact}'; write name=value.");
            node[name] = value switch
            {
                "true" or "false" => JsonValue.Create(value == "true"),
                _ when name != "cardBin" && IsCanonical(value, out var number) => JsonValue.Create(number),
                _ => JsonValue.Create(value),
            };
        }

        return node;
    }

    private static bool IsCanonical(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number.ToString(CultureInfo.InvariantCulture) == text;
}
