using System.CommandLine;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>One payment's life: pay, query, refund, close, switch, continue.</summary>
internal static class PayCommands
{
    private const int MaxWait = 60;

    private static readonly Argument<string> s_id = new("ID") { Description = "The payment's id." };

    private static readonly Option<string[]> s_methods = new("--method")
    {
        Description = "What the buyer can use, brand.presentation; may be repeated, in order of preference.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> s_authCode = new("--auth-code") { Description = "The code read from the buyer's phone, for barcode methods." };

    private static readonly Option<string> s_idempotencyKey = new("--idempotency-key", "--key-idempotency")
    {
        Description = "Names this request: repeating it with the same key never pays or refunds twice. Default: a new one, which is printed.",
    };

    private static readonly Option<int> s_wait = WaitOption();

    public static Command Pay() => PayCommand.Create(s_methods, s_authCode, s_idempotencyKey, s_wait);

    public static Command Query()
    {
        var id = new Argument<string?>("ID") { Description = "The payment's id.", Arity = ArgumentArity.ZeroOrOne };
        var merchant = new Option<string>("--merchant") { Description = "With --order-no, in place of an id." };
        var orderNo = new Option<string>("--order-no") { Description = "The merchant's order number." };
        var refund = new Option<string>("--refund") { Description = "Ask for a refund by its id instead." };
        var ask = new Option<bool>("--ask") { Description = "Ask the channel first." };
        return new Command("query", "Show a payment, or a refund, as it stands.") { id, merchant, orderNo, refund, ask, s_wait }.Client(async (parsed, client) =>
        {
            var (wanted, number, refundId) = (parsed.GetValue(id), parsed.GetValue(orderNo), parsed.GetValue(refund));
            if (new[] { wanted, number, refundId }.Count(v => v is not null) != 1 || (number is null) != (parsed.GetValue(merchant) is null))
                throw CliException.Misuse("Name one thing to query: an ID, or --merchant with --order-no, or --refund.");
            var question = parsed.GetValue(ask) ? "?ask=true" : "";
            if (refundId is not null) return PaymentText.Refund(await client.GetAsync($"v1/refunds/{Escaped(refundId)}{question}"), parsed);
            if (number is not null)
            {
                var found = await client.GetAsync($"v1/payments?merchant={Escaped(parsed.GetValue(merchant)!)}&merchantOrderNo={Escaped(number)}");
                wanted = found["paymentId"]!.ToString();
            }

            PaymentText.Payment(await client.GetAsync($"v1/payments/{Escaped(wanted!)}{question}", parsed.GetValue(s_wait)), parsed);
            return ExitCode.Ok;
        });
    }

    public static Command Refund()
    {
        var amount = new Option<long>("--amount") { Description = "How much, in minor units.", Required = true };
        var number = new Option<string>("--refund-no") { Description = "The merchant's own number of the refund.", Required = true };
        var reason = new Option<string>("--reason") { Description = "What the buyer may read." };
        var command = new Command("refund", "Give back all or part of a payment. Exit code 1 if the refund failed.") { s_id, amount, number, reason, s_idempotencyKey };
        return command.Client(async (parsed, client) =>
        {
            var body = new JsonObject { ["merchantRefundNo"] = parsed.GetValue(number), ["amount"] = parsed.GetValue(amount) };
            if (parsed.GetValue(reason) is { } why) body["reason"] = why;
            var key = IdempotencyKey(parsed, s_idempotencyKey);
            return PaymentText.Refund(await client.PostAsync($"v1/payments/{Id(parsed)}/refunds", body, key), parsed);
        });
    }

    public static Command Close() =>
        new Command("close", "End an unpaid payment, at the channel and here.") { s_id }.Client(async (parsed, client) =>
        {
            PaymentText.Payment(await client.PostAsync($"v1/payments/{Id(parsed)}/close"), parsed);
            return ExitCode.Ok;
        });

    public static Command Switch() =>
        new Command("switch", "Pay the same order by another method: the old attempt is closed first. Exit code 1 if the payment failed.") { s_id, s_methods, s_authCode }
            .Client(async (parsed, client) =>
            {
                var body = new JsonObject { ["methods"] = Strings(parsed.GetRequiredValue(s_methods)) };
                if (parsed.GetValue(s_authCode) is { } code) body["authCode"] = code;
                return PaymentText.Payment(await client.PostAsync($"v1/payments/{Id(parsed)}/attempts", body), parsed);
            });

    public static Command Continue()
    {
        var code = new Option<string>("--code") { Description = "The code entered, or the query of the buyer's return; left out where none is needed." };
        return new Command("continue", "Take the next step of a payment: capture after approval, a code, a challenge. Exit code 1 if the payment failed.") { s_id, code }
            .Client(async (parsed, client) =>
            {
                var body = parsed.GetValue(code) is { } text ? new JsonObject { ["code"] = text } : null;
                return PaymentText.Payment(await client.PostAsync($"v1/payments/{Id(parsed)}/continue", body), parsed);
            });
    }

    public static string IdempotencyKey(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is { } given) return given;
        var key = "cli-" + Guid.NewGuid().ToString("N");

        // On the error stream, at once: it is needed most where no answer comes, and stays out of --json.
        Console.Error.WriteLine($"idempotency key {key}");
        return key;
    }

    public static JsonArray Strings(IEnumerable<string> values)
    {
        var array = new JsonArray();
        foreach (var value in values) array.Add((JsonNode)JsonValue.Create(value));
        return array;
    }

    public static string Escaped(string text) => Uri.EscapeDataString(text);

    private static string Id(ParseResult parsed) => Escaped(parsed.GetRequiredValue(s_id));

    private static Option<int> WaitOption()
    {
        var option = new Option<int>("--wait") { Description = $"Seconds to wait for a final state, at most {MaxWait}." };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var seconds) && seconds is < 0 or > MaxWait)
                result.AddError($"--wait is {result.Tokens[0].Value}; write 0 to {MaxWait} seconds.");
        });
        return option;
    }
}
