using System.Text.Json;
using Router.Abstractions;
using Router.AspNetCore.Bodies;
using Router.Core.Orders;
using Router.Core.Payments;

namespace Router.AspNetCore.Input;

/// <summary>Makes the engine's commands from bodies. Values are checked by the engine; here only what has no place in a command.</summary>
internal static class PayCommands
{
    private const int MaxBin = 8;

    public static Bound<PayCommand> Of(PaymentBody body, string idempotencyKey, TimeSpan wait)
    {
        var currency = default(Currency);
        if (body.Currency is not null && !Currency.TryParse(body.Currency, out currency))
            return RouterError.Invalid("currency", "currency is not an ISO 4217 code; write three capital letters such as CNY.");
        if (Methods(body.Method, body.Methods, out var methods) is { } wrong) return wrong;
        if (body.Amount is null) return RouterError.Invalid("amount", "amount is missing; write a whole number of minor units above zero.");
        if (Address("returnUrl", body.ReturnUrl, out var returnUrl) is { } badReturn) return badReturn;
        if (Address("notifyUrl", body.NotifyUrl, out var notifyUrl) is { } badNotify) return badNotify;
        if (NullIn("allowedAccounts", body.AllowedAccounts) is { } badAccount) return badAccount;
        if (Facts(body.Facts, out var facts) is { } badFact) return badFact;
        var terms = new PaymentTerms
        {
            Merchant = body.Merchant ?? "",
            MerchantOrderNo = body.MerchantOrderNo ?? "",
            Amount = new(body.Amount.Value, currency),
            Description = body.Description ?? "",
            Methods = methods,
            Payer = body.Payer is { } payer ? new(payer.Id, payer.ChannelUserId, payer.IpAddress, payer.UserAgent) : null,
            Instrument = body.Instrument is { } card ? new(card.CardBank, card.CardType, card.CardBin, card.Token) : null,
            AuthCode = body.AuthCode,
            AgreementId = body.AgreementId,
            AgreementAccount = body.AgreementAccount,
            ReturnUrl = returnUrl,
            MerchantNotifyUrl = notifyUrl,
            AllowedAccounts = body.AllowedAccounts,
            Facts = facts,
            Extra = body.Extra,
        };
        var validity = body.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        return new PayCommand { Terms = terms, IdempotencyKey = idempotencyKey, Validity = validity, Wait = wait };
    }

    /// <summary>One method or several, never both.</summary>
    public static RouterError? Methods(string? method, IReadOnlyList<string>? methods, out IReadOnlyList<string> chosen)
    {
        chosen = methods ?? (method is null ? [] : [method]);
        if (method is not null && methods is not null) return RouterError.Invalid("method", "Send method or methods, not both.");
        return NullIn("methods", methods);
    }

    private static RouterError? NullIn(string field, IReadOnlyList<string>? texts)
    {
        for (var i = 0; i < texts?.Count; i++)
        {
            if (texts[i] is null) return RouterError.Invalid($"{field}[{i}]", $"{field}[{i}] is null; write a text.");
        }

        return null;
    }

    private static RouterError? Address(string field, string? text, out Uri? url)
    {
        url = null;
        return text is null || Uri.TryCreate(text, UriKind.Absolute, out url)
            ? null
            : RouterError.Invalid(field, $"{field} must be an absolute http or https URL.");
    }

    // Rules know the types of facts; the engine carries their text.
    private static RouterError? Facts(IReadOnlyDictionary<string, JsonElement>? given, out IReadOnlyDictionary<string, string> facts)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        facts = texts;
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>())
        {
            if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
                return RouterError.Invalid($"facts.{name}", $"facts.{name} must be a text, a number, true or false.");
            if (Text(value) is not { } text) return RouterError.Invalid($"facts.{name}", $"facts.{name} is not valid Unicode.");
            // Whatever the caller sends, no more of a card number than its BIN is stored or logged.
            texts[name] = name == "cardBin" && text.Trim() is { Length: > MaxBin } longer ? longer[..MaxBin] : text;
        }

        return null;
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
