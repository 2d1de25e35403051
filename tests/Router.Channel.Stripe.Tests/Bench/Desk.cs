using System.Text.Json;
using Router.Abstractions;
using Router.TestKit;

namespace Router.Channel.Stripe.Tests.Bench;

/// <summary>An open channel before a script, and the requests of the engine.</summary>
internal sealed class Desk
{
    public const string Key = "sk_test_51ScriptedScriptedScripted";
    public const string Webhook = "whsec_scripted_scripted_scripted";
    public const string OldWebhook = "whsec_scripted_before_it_was_rolled";
    public const string Merchant = "acct_1Scripted";
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    public Desk(AccountMode mode = AccountMode.Direct, bool isProduction = false, string merchant = Merchant)
    {
        Time = new(Now);
        var key = isProduction ? "sk_live_51ScriptedScriptedScripted" : Key;
        Host = new(Wire, Time, new Dictionary<string, string> { ["key"] = key, ["hook"] = Webhook, ["old"] = OldWebhook });
        Account = AccountOf("""{ "secretKey": "key", "webhookSecret": "hook", "webhookSecretPrevious": "old" }""", mode, isProduction, merchant);
        Channel = (StripeChannel)new StripePlugin().Open(Account, Host);
    }

    public Scripted Wire { get; } = new();

    public ManualTimeProvider Time { get; }

    public StripeHost Host { get; }

    public ChannelAccount Account { get; }

    public StripeChannel Channel { get; }

    public static ChannelAccount AccountOf(string settings, AccountMode mode = AccountMode.Direct, bool isProduction = false, string merchant = Merchant)
    {
        using var document = JsonDocument.Parse(settings);
        return new() { Id = "stripe-test", Mode = mode, MerchantId = merchant, IsProduction = isProduction, Settings = document.RootElement.Clone() };
    }

    public PayRequest Pay(string method = "card.direct", Money? amount = null, string number = "ATTEMPT1", string? token = "pm_card_visa")
    {
        var request = new PayRequest
        {
            AttemptNumber = number,
            Method = method,
            Amount = amount ?? new(2_900, Currency.USD),
            RequestTime = Now,
            ExpiresAt = Now.AddMinutes(30),
            State = ChannelState.Empty,
            Description = "Tea",
            NotifyUrl = new("https://shop.example/notify/stripe/stripe-test"),
            ReturnUrl = new("https://shop.example/return?a=1&b=2"),
            Instrument = token is null ? null : new(Token: token),
        };
        return request with { State = Channel.Prepare(request) };
    }

    public static QueryRequest Query(PayRequest pay, ChannelState? state = null) => new()
    {
        AttemptNumber = pay.AttemptNumber,
        Method = pay.Method,
        Amount = pay.Amount,
        RequestTime = pay.RequestTime,
        State = state ?? pay.State,
        Original = pay,
    };

    public static CloseRequest Close(PayRequest pay, ChannelState? state = null) => new()
    {
        AttemptNumber = pay.AttemptNumber,
        Method = pay.Method,
        Amount = pay.Amount,
        RequestTime = pay.RequestTime,
        State = state ?? pay.State,
    };

    public RefundRequest Refund(PayRequest pay, Money amount, string number = "REFUND1", string payment = "pi_1")
    {
        var request = new RefundRequest
        {
            RefundNumber = number,
            AttemptNumber = pay.AttemptNumber,
            ChannelTransactionId = payment,
            Method = pay.Method,
            Amount = amount,
            Captured = pay.Amount,
            RequestTime = Now,
            PaymentRequestTime = Now,
            PaymentState = pay.State,
            State = ChannelState.Empty,
            NotifyUrl = pay.NotifyUrl,
        };
        return request with { State = Channel.PrepareRefund(request) };
    }

    /// <summary>An intent as Stripe writes it, as short as it may be.</summary>
    public static string Intent(
        string status, string attempt = "ATTEMPT1", long amount = 2_900, string currency = "usd", string id = "pi_1", bool livemode = false, long? received = null,
        string? lastError = null, string? nextAction = null, string? metadata = null) => $$"""
        { "id": "{{id}}", "object": "payment_intent", "amount": {{amount}}, "amount_received": {{received ?? (status == "succeeded" ? amount : 0)}},
          "amount_capturable": {{(status == "requires_capture" ? amount : 0)}}, "currency": "{{currency}}", "livemode": {{(livemode ? "true" : "false")}},
          "client_secret": "{{id}}_secret_abcdefgh", "metadata": {{metadata ?? $$"""{ "attempt": "{{attempt}}" }"""}}, "status": "{{status}}",
          "last_payment_error": {{lastError ?? "null"}}, "next_action": {{nextAction ?? "null"}} }
        """;

    public static string Redirect(string url = "https://hooks.stripe.com/3ds/1") => $$"""{ "type": "redirect_to_url", "redirect_to_url": { "url": "{{url}}", "return_url": "https://shop.example" } }""";

    public static string Error(string type, string? code = null, string? decline = null, string message = "No.", string? intent = null) => $$"""
        { "error": { "type": "{{type}}", {{(code is null ? "" : $"\"code\": \"{code}\",")}} {{(decline is null ? "" : $"\"decline_code\": \"{decline}\",")}}
          {{(intent is null ? "" : $"\"payment_intent\": {intent},")}} "message": "{{message}}" } }
        """;

    public static string RefundOf(string status, string refund = "REFUND1", string attempt = "ATTEMPT1", long amount = 1_000, string currency = "usd", string id = "re_1", string payment = "pi_1") => $$"""
        { "id": "{{id}}", "object": "refund", "amount": {{amount}}, "currency": "{{currency}}", "created": 1790000000, "payment_intent": "{{payment}}",
          "metadata": { "refund": "{{refund}}", "attempt": "{{attempt}}" }, "status": "{{status}}" }
        """;

    public static string List(string items, bool hasMore = false) => $$"""{ "object": "list", "data": [{{items}}], "has_more": {{(hasMore ? "true" : "false")}} }""";
}
